package dev.wirelab.server.wire;

/// The protocols that the lab speaks.
public enum Protocol {
  SMTP,
  POP3,
  IMAP,
  HTTP
}
