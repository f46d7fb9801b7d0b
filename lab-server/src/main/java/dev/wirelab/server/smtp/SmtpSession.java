package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.message.HeaderSection;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.store.DeliveryException;
import dev.wirelab.server.store.StorageFullException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One client's session as a state machine (RFC 5321, 3 and 4.1.4): who the client is, and the mail
/// that it has begun. Commands go in, replies come out; sockets are none of its business.
final class SmtpSession {

  private final SmtpService service;
  private final InetAddress address;
  private Command.Hello hello;
  private Transaction transaction;

  SmtpSession(SmtpService service, InetAddress address) {
    this.service = service;
    this.address = address;
  }

  Reply greeting() {
    return Reply.of(220, service.host() + " Simple Mail Transfer Service Ready");
  }

  /// The largest text that the session takes.
  int mostOctets() {
    return service.mostOctets();
  }

  /// The room to keep it in while it comes.
  Room room() {
    return service.room();
  }

  /// Carries out a command; 354 asks for the text, 221 is goodbye.
  ///
  /// @throws Refusal if it cannot; the session is then where it was
  Reply answer(Command command) throws Refusal {
    return switch (command) {
      case Command.Hello greeting -> hello(greeting);
      case Command.Mail mail -> mail(mail);
      case Command.Rcpt rcpt -> rcpt(rcpt);
      case Command.Data data -> data();
      case Command.Rset rset -> {
        transaction = null;
        yield Reply.OK;
      }
      case Command.Noop noop -> Reply.OK;
      case Command.Vrfy vrfy ->
          Reply.of(252, "Cannot VRFY user, but will accept message and attempt delivery");
      case Command.Help help -> help(help.about());
      case Command.Quit quit ->
          Reply.of(221, service.host() + " Service closing transmission channel");
    };
  }

  /// Says goodbye on the server's own account (RFC 5321, 3.8).
  Reply closing(String why) {
    return Reply.of(421, service.host() + " " + why + ", closing transmission channel");
  }

  private Reply hello(Command.Hello greeting) {
    hello = greeting;
    transaction = null;
    var lines = new ArrayList<String>();
    lines.add(service.host() + " greets " + greeting.client());
    if (greeting.extended()) {
      lines.addAll(service.keywords());
    }
    return new Reply(250, lines);
  }

  private Reply mail(Command.Mail mail) throws Refusal {
    if (hello == null) {
      throw badSequence("say EHLO first (RFC 5321, 4.1.4)");
    }
    if (transaction != null) {
      throw badSequence("a mail is begun already; RSET gives it up (RFC 5321, 4.1.4)");
    }
    requireOffered(mail.parameters().keySet());
    if (mail.isLargerThan(mostOctets())) {
      throw tooBig();
    }
    transaction = new Transaction(mail.sender());
    return Reply.OK;
  }

  private Reply rcpt(Command.Rcpt rcpt) throws Refusal {
    if (transaction == null) {
      throw badSequence("MAIL comes before RCPT (RFC 5321, 3.3)");
    }
    requireOffered(rcpt.parameters().keySet());
    if (transaction.isFull()) {
      throw Refusal.of(
          452,
          "Too many recipients; send the mail to these, then to the rest"
              + " (RFC 5321, 4.5.3.1.10)");
    }
    var owner = owner(rcpt.recipient());
    if (owner.isEmpty()) {
      transaction.refuse();
      throw stranger(rcpt.recipient());
    }
    transaction.add(owner.get(), rcpt.recipient());
    return Reply.OK;
  }

  private Optional<GreenMailUser> owner(Mailbox recipient) {
    var domain = recipient.isPostmaster() ? service.host() : recipient.domain();
    return service.mail().recipient(recipient.localPart() + "@" + domain);
  }

  private Refusal stranger(Mailbox recipient) {
    var domain = recipient.domain();
    boolean ours =
        domain.isEmpty()
            || domain.equalsIgnoreCase(service.host())
            || service.mail().serves(domain);
    return ours
        ? Refusal.of(550, "No such user here")
        : Refusal.of(550, "No such user here: mail for " + domain + " is not relayed");
  }

  private Reply data() throws Refusal {
    if (transaction == null) {
      throw badSequence("MAIL and RCPT come before DATA (RFC 5321, 3.3)");
    }
    if (!transaction.namedRecipients()) {
      throw badSequence("RCPT comes before DATA (RFC 5321, 3.3)");
    }
    if (transaction.recipients().isEmpty()) {
      throw Refusal.of(554, "No valid recipients (RFC 5321, 4.1.1.4)");
    }
    return Reply.of(354, "Start mail input; end with <CRLF>.<CRLF>");
  }

  /// Takes what came after DATA; the mail is then over, stored or not.
  Reply take(MailData data) {
    var mail = transaction;
    transaction = null;
    return switch (data) {
      case MailData.Text text -> deliver(mail, text.octets());
      case MailData.TooBig big -> tooBig().reply();
      case MailData.NoRoom none -> insufficientStorage();
      case MailData.BareLineEnd bare ->
          Reply.of(554, "A CR or LF stands alone; lines end with <CRLF> (RFC 5321, 2.3.8)");
      case MailData.DoubtfulEnd end ->
          Reply.of(554, "The text ends with <CRLF>.<CRLF>, not with <LF>.<LF> (RFC 5321, 2.3.8)");
      case MailData.Dropped dropped -> closing("No end of the text, nothing stored");
    };
  }

  private Reply deliver(Transaction mail, byte[] text) {
    if (HeaderSection.find(text).end() > MessageText.LONGEST_HEADER) {
      return Reply.of(
          552, "Header too big: at most " + MessageText.LONGEST_HEADER + " octets of the message");
    }
    var recipients = mail.recipients();
    var received = service.clock().instant();
    var trace =
        new Trace(
            mail.sender(),
            hello.client(),
            address,
            service.host(),
            hello.extended() ? "ESMTP" : "SMTP",
            service.nextId(),
            recipients.size() == 1
                ? Optional.of(recipients.firstEntry().getValue())
                : Optional.empty(),
            received);
    try {
      service.mail().deliver(recipients.keySet(), MessageText.store(trace, text), received);
      return Reply.OK;
    } catch (StorageFullException e) {
      return insufficientStorage();
    } catch (DeliveryException e) {
      return Reply.of(451, "Local error in processing; nothing has been stored");
    }
  }

  private Reply help(Optional<Verb> about) {
    return about
        .map(verb -> Reply.of(214, verb.syntax(), verb.about()))
        .orElseGet(() -> {
          var lines = new ArrayList<>(List.of("Commands, HELP <command> says more:"));
          Arrays.stream(Verb.values()).map(Verb::syntax).forEach(lines::add);
          return new Reply(214, lines);
        });
  }

  private void requireOffered(Set<Parameter> parameters) throws Refusal {
    for (var parameter : parameters) {
      if (!hello.extended()) {
        throw Refusal.of(555, parameter + " needs EHLO instead of HELO (RFC 5321, 2.2)");
      }
      if (!service.extensions().contains(parameter.extension())) {
        throw Refusal.of(555, parameter + " needs an extension that EHLO did not list");
      }
    }
  }

  private static Reply insufficientStorage() {
    return Reply.of(452, "Insufficient system storage; nothing has been stored (RFC 5321, 4.2.2)");
  }

  private Refusal tooBig() {
    return Refusal.of(552, "Message too big: at most " + mostOctets() + " octets (RFC 1870)");
  }

  private static Refusal badSequence(String what) {
    return Refusal.of(503, "Bad sequence of commands: " + what);
  }
}
