package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Set;

/// One client's session as a state machine (RFC 5321, 3 and 4.1.4): who the client is, and the mail
/// that it has begun. Commands go in, replies come out; sockets are none of its business.
final class SmtpSession implements AutoCloseable {

  private final SmtpService service;
  private final Client client;
  private final Enquiries enquiries;
  private final Requirements requirements;
  private Transaction transaction;
  private Login login;

  /// @param encrypted whether TLS is spoken
  SmtpSession(SmtpService service, InetAddress address, boolean encrypted) {
    this.service = service;
    this.client = new Client(address, encrypted);
    this.enquiries = new Enquiries(service);
    this.requirements = new Requirements(service.extensions());
  }

  Reply greeting() {
    return Reply.of(220, Status.NONE, service.host() + " Simple Mail Transfer Service Ready");
  }

  /// Carries out a command; 354 asks for the text, 334 for the next response of a login, 220 for
  /// TLS, and 221 is goodbye.
  ///
  /// @throws Refusal if it cannot; the session is then where it was
  Reply answer(Command command) throws Refusal {
    requirements.check(command, client);
    return switch (command) {
      case Command.Hello hello -> hello(hello);
      case Command.StartTls start -> startTls();
      case Command.Auth auth -> auth(auth);
      case Command.Mail mail -> mail(mail);
      case Command.Rcpt rcpt -> rcpt(rcpt);
      case Command.Data data -> data();
      case Command.Bdat bdat -> bdat();
      case Command.Rset rset -> {
        end();
        yield Reply.OK;
      }
      case Command.Noop noop -> Reply.OK;
      case Command.Vrfy vrfy -> enquiries.vrfy();
      case Command.Expn expn -> enquiries.expn(expn);
      case Command.Help help -> enquiries.help(help);
      case Command.Quit quit ->
          Reply.of(221, Status.OTHER, service.host() + " Service closing transmission channel");
    };
  }

  /// Says goodbye on the server's own account (RFC 5321, 3.8).
  Reply closing(Status status, String why) {
    return Reply.of(421, status, service.host() + " " + why + ", closing transmission channel");
  }

  private Reply hello(Command.Hello hello) {
    client.greets(hello);
    end();
    var lines = new ArrayList<String>();
    lines.add(service.host() + " greets " + hello.client());
    if (hello.extended()) {
      lines.addAll(service.extensions().lines(client.isEncrypted()));
    }
    return new Reply(250, Status.NONE, lines);
  }

  private Reply startTls() throws Refusal {
    if (client.isEncrypted()) {
      throw badSequence("TLS is spoken already (RFC 3207, 4.2)");
    }
    return Reply.of(220, Status.OTHER, "Ready to start TLS");
  }

  private Reply auth(Command.Auth auth) throws Refusal {
    if (!client.isExtended()) {
      throw badSequence("say EHLO first (RFC 4954, 4)");
    }
    if (client.login().isPresent()) {
      throw badSequence("you have logged in already (RFC 4954, 4)");
    }
    if (transaction != null) {
      throw badSequence("a mail is begun; log in before it (RFC 4954, 4)");
    }
    login =
        new Login(
            service
                .extensions()
                .mechanism(auth.mechanism())
                .orElseThrow(() ->
                    Refusal.of(
                        504,
                        Status.INVALID_ARGUMENT,
                        "That is none of the mechanisms that EHLO lists (RFC 4954, 4)")));
    return proceed(() -> login.begin(auth.initial()));
  }

  /// Whether the next line is a response of a login, and no command.
  boolean isLoggingIn() {
    return login != null;
  }

  /// Takes the client's next response.
  Reply respond(String line) throws Refusal {
    return proceed(() -> login.respond(line));
  }

  /// Ends a login whose response could not be read.
  void giveUpLogin() {
    login = null;
  }

  private interface Turn {
    Login.Step take() throws Refusal;
  }

  private Reply proceed(Turn turn) throws Refusal {
    Login.Step step;
    try {
      step = turn.take();
    } catch (Refusal refusal) {
      login = null;
      throw refusal;
    }
    return switch (step) {
      case Login.Step.Challenge challenge -> Reply.of(334, Status.NONE, challenge.base64());
      case Login.Step.Credentials credentials -> {
        login = null;
        yield logIn(credentials);
      }
    };
  }

  private Reply logIn(Login.Step.Credentials credentials) throws Refusal {
    var owner =
        service
            .mail()
            .authenticate(credentials.login(), password -> password.equals(credentials.password()))
            .filter(login -> credentials.actsAs().equalsIgnoreCase(credentials.login()));
    client.logsIn(
        owner.orElseThrow(
            () -> Refusal.of(535, Status.CREDENTIALS, "Authentication credentials invalid")));
    return Reply.of(235, Status.SECURITY, "Authentication succeeded");
  }

  private Reply mail(Command.Mail mail) throws Refusal {
    if (!client.hasGreeted()) {
      throw badSequence("say EHLO first (RFC 5321, 4.1.4)");
    }
    if (transaction != null) {
      throw badSequence("a mail is begun already; RSET gives it up (RFC 5321, 4.1.4)");
    }
    requireOffered(mail.parameters().keySet());
    if (mail.size().compareTo(BigInteger.valueOf(service.mostOctets())) > 0) {
      throw Delivery.tooBig(service);
    }
    var begun = new Transaction(mail, service.room().share());
    if (mail.sender().isPresent()) {
      requireInternational(550, begun, mail.sender().get());
    }
    transaction = begun;
    return Reply.of(250, Status.SENDER, "OK");
  }

  private Reply rcpt(Command.Rcpt rcpt) throws Refusal {
    if (transaction == null) {
      throw badSequence("MAIL comes before RCPT (RFC 5321, 3.3)");
    }
    if (transaction.isChunked()) {
      throw badSequence("the text has begun (RFC 3030, 2)");
    }
    requireOffered(rcpt.parameters().keySet());
    requireInternational(553, transaction, rcpt.recipient());
    if (transaction.isFull()) {
      throw Refusal.of(
          452,
          Status.TOO_MANY_RECIPIENTS,
          "Too many recipients; send the mail to these, then to the rest"
              + " (RFC 5321, 4.5.3.1.10)");
    }
    var owner = service.owner(rcpt.recipient());
    if (owner.isEmpty()) {
      transaction.refuse();
      throw stranger(rcpt.recipient());
    }
    requirePassage(owner.get());
    transaction.add(owner.get(), new Recipient(rcpt.recipient(), rcpt.parameters()));
    return Reply.of(250, Status.RECIPIENT, "OK");
  }

  /// Who is right here may be turned away all the same, while things go wrong.
  private void requirePassage(GreenMailUser owner) throws Refusal {
    var sender = transaction.sender().map(Mailbox::toString).orElse("");
    if (service.obstacles().greylists(client.address(), sender, owner.getEmail())) {
      transaction.refuse();
      throw Refusal.of(
          451,
          Status.NOT_ALLOWED,
          "Greylisted: come again with this, as mail servers do (RFC 6647)");
    }
    if (!service.hasRoom(owner, Math.max(1, transaction.announced()))) {
      transaction.refuse();
      throw Refusal.of(452, Status.MAILBOX_FULL, "Mailbox full: try again later");
    }
  }

  private Refusal stranger(Mailbox recipient) {
    var domain = recipient.domain();
    boolean ours =
        domain.isEmpty()
            || domain.equalsIgnoreCase(service.host())
            || service.mail().serves(domain);
    return ours
        ? Refusal.of(550, Status.NO_SUCH_MAILBOX, "No such user here")
        : Refusal.of(
            550,
            Status.NOT_ALLOWED,
            "No such user here: mail for " + recipient.asciiDomain() + " is not relayed");
  }

  private Reply data() throws Refusal {
    requireRecipients("DATA");
    if (transaction.isChunked()) {
      throw badSequence("the text has begun with BDAT (RFC 3030, 2)");
    }
    return Reply.of(354, Status.NONE, "Start mail input; end with <CRLF>.<CRLF>");
  }

  /// Whether a chunk can be taken; its octets come whatever the answer is.
  private Reply bdat() throws Refusal {
    requireRecipients("BDAT");
    return Reply.OK;
  }

  private void requireRecipients(String verb) throws Refusal {
    if (transaction == null) {
      throw badSequence("MAIL and RCPT come before " + verb + " (RFC 5321, 3.3)");
    }
    if (!transaction.namedRecipients()) {
      throw badSequence("RCPT comes before " + verb + " (RFC 5321, 3.3)");
    }
    if (transaction.recipients().isEmpty()) {
      throw Refusal.of(554, Status.INVALID_COMMAND, "No valid recipients (RFC 5321, 4.1.1.4)");
    }
  }

  /// The mail that has been begun; null if there is none.
  Transaction transaction() {
    return transaction;
  }

  /// Takes what came after DATA; the mail is then over, stored or not.
  Reply take(MailData data) {
    try {
      return new Delivery(service, client, transaction).deliver(data);
    } finally {
      end();
    }
  }

  /// Takes a chunk. With the last one, or with one that cannot be taken, the mail is over.
  Reply takeChunk(MailData data, boolean last) {
    if (!(data instanceof MailData.Text chunk)) {
      return take(data);
    }
    transaction.add(chunk.octets());
    if (!last) {
      return Reply.of(250, Status.OTHER, chunk.octets().length + " octets received");
    }
    var text = transaction.text();
    return take(
        MailData.hasBareLineEnd(text) ? new MailData.BareLineEnd() : new MailData.Text(text));
  }

  private void requireOffered(Set<Parameter> parameters) throws Refusal {
    for (var parameter : parameters) {
      if (!client.isExtended()) {
        throw Refusal.of(
            555,
            Status.INVALID_ARGUMENT,
            parameter + " needs EHLO instead of HELO (RFC 5321, 2.2)");
      }
      if (!service.extensions().has(parameter.extension())) {
        throw Refusal.of(
            555, Status.INVALID_ARGUMENT, parameter + " needs an extension that EHLO did not list");
      }
    }
  }

  /// @param code 550 for a sender, 553 for a recipient (RFC 6531, 3.5)
  private static void requireInternational(int code, Transaction mail, Mailbox address)
      throws Refusal {
    if (!address.isAscii() && !mail.isInternational()) {
      throw Refusal.of(
          code,
          Status.NEEDS_SMTPUTF8,
          "An address beyond ASCII needs the parameter SMTPUTF8 of MAIL (RFC 6531, 3.4)");
    }
  }

  private static Refusal badSequence(String what) {
    return Refusal.of(503, Status.INVALID_COMMAND, "Bad sequence of commands: " + what);
  }

  /// The mail that was begun is over.
  private void end() {
    if (transaction != null) {
      transaction.close();
      transaction = null;
    }
  }

  /// Gives up whatever was begun.
  @Override
  public void close() {
    end();
  }
}
