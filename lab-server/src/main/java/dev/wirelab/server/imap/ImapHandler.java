package dev.wirelab.server.imap;

import dev.wirelab.server.imap.CommandReader.Received;
import dev.wirelab.server.imap.syntax.CommandText;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import dev.wirelab.server.net.ClientHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Holds the conversation: reads commands, has the session carry them out, answers their tags,
/// until one side has had enough.
final class ImapHandler extends ClientHandler {

  private final ImapService service;
  private final CommandReader reader;
  private final Output out;
  private final ImapSession session;
  private int errors;

  ImapHandler(Connection connection, ImapService service) {
    super(connection);
    this.service = service;
    this.reader = new CommandReader(connection, service.mostOctets());
    this.out = new Output(connection.outgoing());
    this.session = new ImapSession(service, out, connection.isEncrypted());
  }

  @Override
  protected void converse() throws IOException {
    try {
      if (connection.isStopping()) {
        bye("Service not available");
        return;
      }
      out.line("* OK " + service.host() + " " + service.greeting());
      if (shakesHands()) {
        bye(
            "A TLS handshake came, and this port begins without; say STARTTLS first (RFC 3501, 6.2.1)");
        return;
      }
      exchangeAll();
      if (connection.isStopping() && session.phase() != Phase.LOGOUT) {
        bye("Server shutting down");
      }
    } catch (SocketTimeoutException e) {
      bye("Autologout: nothing heard for too long");
    }
  }

  @Override
  protected void apologize() throws IOException {
    bye("Internal error");
  }

  @Override
  protected void forget() {
    session.close();
  }

  /// Command after command, until one side says goodbye.
  private void exchangeAll() throws IOException {
    try {
      while (exchange()) {
        // There is more.
      }
    } catch (EOFException e) {
      // The client has sent its last in the middle of a dialogue.
    }
  }

  /// One command and its answer.
  ///
  /// @return whether the conversation goes on
  private boolean exchange() throws IOException {
    boolean loggedIn = session.phase() != Phase.NOT_AUTHENTICATED;
    try (var share = service.room().share()) {
      var received = reader.read(loggedIn, share);
      if (received instanceof Received.Whole whole) {
        return answer(whole.text());
      }
      if (received instanceof Received.Refused refused) {
        return refuse(refused.tag(), refused.refusal());
      }
      if (received instanceof Received.Endless) {
        bye("A line or literal without an end");
      }
      return false;
    }
  }

  private boolean answer(CommandText text) throws IOException {
    if (CommandParser.isHttp(text.text())) {
      // A web page that has the browser log in unasked must not get far.
      bye("This is IMAP and what came is HTTP");
      return false;
    }
    var in = new Scanner(text);
    var tag = "*";
    try {
      tag = in.tag();
      in.space();
      answer(tag, CommandParser.verb(in), in);
      errors = 0;
      return session.phase() != Phase.LOGOUT;
    } catch (SyntaxException e) {
      return refuse(
          tag,
          Refusal.bad(
              e.getMessage()
                  + "; a line is a tag, a command and its arguments, a blank"
                  + " between each two (RFC 3501, 2.2.1)"));
    } catch (Refusal refusal) {
      return refuse(tag, refusal);
    }
  }

  private void answer(String tag, Verb verb, Scanner in) throws Refusal, IOException {
    verb.require(session.phase());
    var command = CommandParser.parse(tag, verb, in);
    try {
      var text =
          switch (command) {
            case Command.Authenticate authenticate ->
                new Authentication(session, this::ask).perform(authenticate);
            case Command.Idle idle -> idle();
            case Command.StartTls startTls -> startTls();
            default -> session.answer(command);
          };
      update(verb);
      out.line(tag + " OK " + text);
      if (command instanceof Command.StartTls) {
        connection.startTls();
        session.tlsBegun();
      }
    } catch (Refusal refusal) {
      update(verb);
      throw refusal;
    }
  }

  /// While these are answered no number may change (RFC 3501, 7.4.1).
  private void update(Verb verb) throws IOException {
    boolean numbersHold = verb == Verb.FETCH || verb == Verb.STORE || verb == Verb.SEARCH;
    session.update(!numbersHold, verb == Verb.UID);
  }

  private String startTls() throws Refusal {
    if (connection.isEncrypted()) {
      throw Refusal.bad("TLS is spoken already");
    }
    if (!connection.canEncrypt()) {
      throw Refusal.no("UNAVAILABLE", "TLS is not possible now; go on without it, or come again");
    }
    return "Begin TLS negotiation now";
  }

  private String ask(String challenge) throws Refusal, IOException {
    out.line("+ " + challenge);
    return line();
  }

  private String line() throws Refusal, IOException {
    return switch (Line.read(connection.incoming(), CommandReader.LONGEST_LINE)) {
      case Line.Text(String text) -> text;
      case Line.TooLong tooLong -> throw Refusal.bad("That line is too long");
      case Line.Bare(String what) ->
          throw Refusal.bad("A line ends with <CRLF>, and here " + what + " stands alone");
      case Line.Endless endless -> throw new EOFException("a line without an end");
      case Line.End end -> throw new EOFException("no more lines");
    };
  }

  private String idle() throws Refusal, IOException {
    out.line("+ idling; DONE ends it");
    connection.flush();
    String line;
    try (var _ = Idling.begin(session.news(), this::tellNews)) {
      line = line();
    }
    if (!line.equalsIgnoreCase("DONE")) {
      throw Refusal.bad("Only DONE ends IDLE (RFC 2177)");
    }
    return session.completed("IDLE");
  }

  private void tellNews() throws IOException {
    session.update(true, false);
    connection.flush();
  }

  private boolean refuse(String tag, Refusal refusal) throws IOException {
    out.line(tag + " " + refusal.status() + " " + refusal.text());
    if (++errors < MOST_ERRORS) {
      return true;
    }
    bye("Too many errors");
    return false;
  }

  private void bye(String why) throws IOException {
    out.line("* BYE " + service.host() + " " + why + ", closing connection");
  }
}
