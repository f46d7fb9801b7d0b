package dev.wirelab.server.smtp;

/// What a client must have done before it may do the rest, in a lab that says so.
///
/// @param extensions it lists what is required
record Requirements(Extensions extensions) {

  /// @throws Refusal 530 if something must come first
  void check(Command command, Client client) throws Refusal {
    if (extensions.required().contains(Extensions.STARTTLS)
        && !client.isEncrypted()
        && !isAllowedInClear(command)) {
      throw Refusal.of(530, Status.SECURITY, "Must issue a STARTTLS command first (RFC 3207, 4)");
    }
    if (extensions.required().contains(Extensions.AUTH)
        && client.login().isEmpty()
        && !isAllowedToStrangers(command)) {
      throw Refusal.of(530, Status.SECURITY, "Authentication required (RFC 4954, 6)");
    }
  }

  /// RFC 3207, 4.
  private static boolean isAllowedInClear(Command command) {
    return switch (command) {
      case Command.Hello hello -> hello.extended();
      case Command.StartTls start -> true;
      case Command.Noop noop -> true;
      case Command.Quit quit -> true;
      default -> false;
    };
  }

  /// RFC 4954, 6; help does no harm.
  private static boolean isAllowedToStrangers(Command command) {
    return switch (command) {
      case Command.Mail mail -> false;
      case Command.Rcpt rcpt -> false;
      case Command.Data data -> false;
      case Command.Bdat bdat -> false;
      case Command.Vrfy vrfy -> false;
      case Command.Expn expn -> false;
      default -> true;
    };
  }
}
