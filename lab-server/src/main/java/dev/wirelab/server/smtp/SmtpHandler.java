package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.net.ClientHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Holds the conversation: reads lines, has the session answer them, until one side has had enough.
final class SmtpHandler extends ClientHandler {

  private final SmtpService service;
  private final CommandParser parser;
  private final boolean enhanced;
  private SmtpSession session;
  private int errors;

  SmtpHandler(Connection connection, SmtpService service) {
    super(connection);
    this.service = service;
    this.parser = new CommandParser(service.extensions());
    this.enhanced = service.extensions().has(Extensions.ENHANCEDSTATUSCODES);
    this.session = newSession();
  }

  private SmtpSession newSession() {
    return new SmtpSession(service, connection.client(), connection.isEncrypted());
  }

  @Override
  protected void converse() throws IOException {
    try {
      if (connection.isStopping()) {
        send(session.closing(Status.NOT_ACCEPTING, "Service not available"));
        return;
      }
      send(session.greeting());
      if (shakesHands()) {
        send(
            session.closing(
                Status.INVALID_COMMAND,
                "A TLS handshake came, and this port speaks SMTP without TLS"));
        return;
      }
      while (exchange()) {
        // Until one side says goodbye.
      }
      if (connection.isStopping()) {
        send(session.closing(Status.NOT_ACCEPTING, "Service shutting down"));
      }
    } catch (SocketTimeoutException e) {
      send(session.closing(Status.BAD_CONNECTION, "Nothing heard for too long"));
    }
  }

  @Override
  protected void apologize() throws IOException {
    send(session.closing(Status.SYSTEM, "Internal error"));
  }

  @Override
  protected void forget() {
    session.close();
  }

  /// One command and its answer.
  ///
  /// @return whether the conversation goes on
  private boolean exchange() throws IOException {
    boolean loggingIn = session.isLoggingIn();
    var line = Line.read(connection.incoming(), loggingIn ? Login.LONGEST_LINE : Verb.LONGEST_LINE);
    if (line instanceof Line.Text text) {
      return answer(text.text());
    }
    return line instanceof Line.Fault fault && refuse(fault, loggingIn);
  }

  private boolean refuse(Line.Fault fault, boolean loggingIn) throws IOException {
    session.giveUpLogin();
    return switch (fault) {
      case Line.TooLong _ ->
          refuse(
              loggingIn
                  ? Reply.of(500, Status.LOGIN_LINE_TOO_LONG, "Line too long (RFC 4954, 4)")
                  : CommandParser.tooLong(Status.SYNTAX, Verb.LONGEST_LINE).reply());
      case Line.Bare bare -> refuse(bare(bare.what()));
      case Line.Endless _ -> {
        send(session.closing(Status.SYNTAX, "A line without an end"));
        yield false;
      }
    };
  }

  private boolean answer(String line) throws IOException {
    try {
      return session.isLoggingIn() ? follow(session.respond(line)) : carryOut(parser.parse(line));
    } catch (Refusal refusal) {
      return refuse(refusal.reply());
    }
  }

  private boolean carryOut(Command command) throws IOException, Refusal {
    if (command instanceof Command.Bdat bdat) {
      return readChunk(bdat);
    }
    var reply = session.answer(command);
    if (command instanceof Command.StartTls && !connection.canEncrypt()) {
      throw Refusal.of(
          454, Status.SECURITY, "TLS not available due to temporary reason (RFC 3207, 4)");
    }
    return follow(reply);
  }

  private boolean follow(Reply reply) throws IOException {
    send(reply);
    errors = 0;
    return switch (reply.code()) {
      case 220 -> startTls();
      case 221 -> false;
      case 354 -> readText();
      default -> true;
    };
  }

  /// Over TLS all begins anew, but for the greeting (RFC 3207, 4.2).
  private boolean startTls() throws IOException {
    connection.startTls();
    session.close();
    session = newSession();
    return true;
  }

  private boolean readText() throws IOException {
    try (var share = service.room().share()) {
      var data = MailData.read(connection.incoming(), service.mostOctets(), share);
      if (data instanceof MailData.Dropped) {
        return false;
      }
      send(session.take(data));
      if (data instanceof MailData.DoubtfulEnd) {
        send(session.closing(Status.CONTENT, "Whether text or commands follow is in doubt"));
        return false;
      }
      return true;
    }
  }

  private boolean readChunk(Command.Bdat bdat) throws IOException, Refusal {
    try {
      session.answer(bdat);
    } catch (Refusal refusal) {
      if (!MailData.skip(connection.incoming(), bdat.octets())) {
        return false;
      }
      throw refusal;
    }
    var mail = session.transaction();
    var data =
        MailData.readChunk(
            connection.incoming(),
            bdat.octets(),
            mail.octets(),
            service.mostOctets(),
            mail.share());
    if (data instanceof MailData.Dropped) {
      return false;
    }
    send(session.takeChunk(data, bdat.last()));
    return true;
  }

  private boolean refuse(Reply reply) throws IOException {
    send(reply);
    if (reply.code() == 421) {
      return false;
    }
    if (++errors < MOST_ERRORS) {
      return true;
    }
    send(session.closing(Status.SECURITY, "Too many errors"));
    return false;
  }

  private static Reply bare(String what) {
    return Reply.of(
        500,
        Status.SYNTAX,
        "A line ends with <CRLF>, and here " + what + " stands alone (RFC 5321, 2.3.8)");
  }

  private void send(Reply reply) throws IOException {
    connection.outgoing().write(reply.text(enhanced).getBytes(UTF_8));
  }
}
