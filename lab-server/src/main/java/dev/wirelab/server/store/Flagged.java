package dev.wirelab.server.store;

/// What has come of other flags for a message.
public enum Flagged {
  /// It has them, if it had not before.
  DONE,
  /// It has changed meanwhile, and was left as it is.
  MODIFIED,
  /// It is here no more.
  GONE
}
