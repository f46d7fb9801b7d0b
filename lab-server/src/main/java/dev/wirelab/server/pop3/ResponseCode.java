package dev.wirelab.server.pop3;

/// What a program can understand of an error (RFC 2449, 8).
enum ResponseCode {
  /// Somebody else has the maildrop (RFC 2449, 8.1.2).
  IN_USE("IN-USE"),

  /// Login and password do not fit (RFC 3206, 5).
  AUTH("AUTH"),

  /// The server's own trouble, which passes (RFC 3206, 4).
  SYS_TEMP("SYS/TEMP");

  private final String written;

  ResponseCode(String written) {
    this.written = written;
  }

  /// As it stands behind `-ERR`.
  @Override
  public String toString() {
    return "[" + written + "]";
  }
}
