package dev.wirelab.server.imap;

/// How far a session has come (RFC 3501, 3).
enum Phase {
  NOT_AUTHENTICATED,
  AUTHENTICATED,
  SELECTED,
  LOGOUT
}
