package dev.wirelab.server.smtp;

/// What an enhanced status code says beyond the class that its reply's first digit gives: subject
/// and detail (RFC 3463, 3). Without the extension that lists them (RFC 2034) they are not shown.
enum Status {
  /// None at all: the greeting, all answers to EHLO and what invites to go on have none (RFC 2034,
  /// 4).
  NONE(""),
  OTHER("0.0"),
  SENDER("1.0"),
  NO_SUCH_MAILBOX("1.1"),
  RECIPIENT_SYNTAX("1.3"),
  RECIPIENT("1.5"),
  SENDER_SYNTAX("1.7"),
  MAILBOX_FULL("2.2"),
  SYSTEM("3.0"),
  SYSTEM_FULL("3.1"),
  NOT_ACCEPTING("3.2"),
  TOO_BIG("3.4"),
  BAD_CONNECTION("4.2"),
  INVALID_COMMAND("5.1"),
  SYNTAX("5.2"),
  TOO_MANY_RECIPIENTS("5.3"),
  INVALID_ARGUMENT("5.4"),
  LOGIN_LINE_TOO_LONG("5.6"),
  CONTENT("6.0"),
  NEEDS_SMTPUTF8("6.7"),
  NEEDS_SMTPUTF8_TO_TELL("6.8"),
  SECURITY("7.0"),
  NOT_ALLOWED("7.1"),
  CREDENTIALS("7.8");

  private final String subjectAndDetail;

  Status(String subjectAndDetail) {
    this.subjectAndDetail = subjectAndDetail;
  }

  /// The whole code, for a reply of that code.
  String with(int code) {
    return code / 100 + "." + subjectAndDetail;
  }
}
