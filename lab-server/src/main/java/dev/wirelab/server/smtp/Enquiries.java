package dev.wirelab.server.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Answers questions, which have nothing to do with any mail: VRFY, EXPN and HELP (RFC 5321,
/// 4.1.1.6 to 4.1.1.8).
record Enquiries(SmtpService service) {

  /// Who is here is told to nobody (RFC 5321, 7.3); 252 says so without a lie (3.5.3).
  Reply vrfy() {
    return Reply.of(
        252, Status.OTHER, "Cannot VRFY user, but will accept message and attempt delivery");
  }

  /// Who gets the mail for an alias (RFC 5321, 3.5).
  Reply expn(Command.Expn expn) throws Refusal {
    var list = expn.list();
    Mailbox address;
    try {
      address = Mailbox.parse(list.contains("@") ? list : list + "@" + service.host());
    } catch (IllegalArgumentException e) {
      throw Verb.EXPN.syntaxError(e.getMessage());
    }
    var owner =
        service
            .owner(address)
            .orElseThrow(
                () -> Refusal.of(550, Status.NO_SUCH_MAILBOX, "No such mailing list here"));
    if (owner.getEmail().equalsIgnoreCase(address.toString())) {
      throw Refusal.of(550, Status.NO_SUCH_MAILBOX, "That is a user name, not a mailing list");
    }
    if (!expn.readsUtf8() && !Mailbox.parse(owner.getEmail()).isAscii()) {
      throw Refusal.of(
          550,
          Status.NEEDS_SMTPUTF8_TO_TELL,
          "The answer is beyond ASCII; EXPN <list> SMTPUTF8 asks for it (RFC 6531, 3.7.4.2)");
    }
    return Reply.of(250, Status.OTHER, "<" + owner.getEmail() + ">");
  }

  /// The commands there are, or one of them.
  Reply help(Command.Help help) {
    return help.about()
        .map(verb -> Reply.of(214, Status.OTHER, verb.syntax(), verb.about()))
        .orElseGet(() -> {
          var lines = new ArrayList<>(List.of("Commands, HELP <command> says more:"));
          Arrays.stream(Verb.values())
              .filter(service.extensions()::has)
              .map(Verb::syntax)
              .forEach(lines::add);
          return new Reply(214, Status.OTHER, lines);
        });
  }
}
