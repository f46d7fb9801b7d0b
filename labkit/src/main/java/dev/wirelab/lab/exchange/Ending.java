package dev.wirelab.lab.exchange;

/// What ends a line on the wire.
public enum Ending {
  /// CR LF, the only right one (RFC 5321, 2.3.8).
  CRLF("<CRLF>"),
  /// LF without its CR.
  LF("<LF>"),
  /// Nothing: the rest of the line has not come, or a body ends here that is counted.
  NONE("");

  private final String sign;

  Ending(String sign) {
    this.sign = sign;
  }

  /// The sign that the RFCs write for it.
  public String sign() {
    return sign;
  }

  /// Its length in octets.
  public int octets() {
    return switch (this) {
      case CRLF -> 2;
      case LF -> 1;
      case NONE -> 0;
    };
  }
}
