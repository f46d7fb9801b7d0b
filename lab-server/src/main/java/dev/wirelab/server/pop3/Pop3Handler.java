package dev.wirelab.server.pop3;

import dev.wirelab.server.net.ClientHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import dev.wirelab.server.sasl.Plain;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Holds the conversation: reads lines, has the session answer them, until one side has had enough.
final class Pop3Handler extends ClientHandler {

  /// An AUTH exchange has longer lines than commands are (RFC 5034, 4).
  private static final int LONGEST_RESPONSE = Plain.LONGEST + "\r\n".length();

  private final Pop3Session session;
  private int errors;
  private boolean challenged;

  Pop3Handler(Connection connection, Pop3Session session) {
    super(connection);
    this.session = session;
  }

  @Override
  protected void converse() throws IOException {
    try {
      if (connection.isStopping()) {
        send(session.closing("not available, come again later"));
        return;
      }
      send(session.greeting());
      if (shakesHands()) {
        refuse(
            Refusal.last(
                "a TLS handshake came, and this port begins without; say STLS first (RFC 2595, 4)"));
        return;
      }
      while (exchange()) {
        // Until one side says goodbye.
      }
      if (connection.isStopping() && !session.isOver()) {
        send(session.closing("shutting down, nothing has been deleted"));
      }
    } catch (SocketTimeoutException e) {
      // RFC 1939 (3): the connection is closed without a word, and nothing is deleted.
    }
  }

  @Override
  protected void apologize() throws IOException {
    send(session.closing("internal error"));
  }

  @Override
  protected void forget() {
    session.close();
  }

  /// One line and its answer.
  ///
  /// @return whether the conversation goes on
  private boolean exchange() throws IOException {
    int most = challenged ? LONGEST_RESPONSE : Verb.LONGEST_LINE;
    var line = Line.read(connection.incoming(), most);
    boolean response = challenged;
    challenged = false;
    if (line instanceof Line.Text text) {
      return answer(text.text(), response);
    }
    return line instanceof Line.Fault fault && refuse(fault, most);
  }

  private boolean refuse(Line.Fault fault, int most) throws IOException {
    return refuse(
        switch (fault) {
          case Line.TooLong _ -> CommandParser.tooLong(most);
          case Line.Bare bare -> bare(bare.what());
          case Line.Endless _ -> Refusal.last("a line without an end, signing off");
        });
  }

  private boolean answer(String line, boolean response) throws IOException {
    try {
      var reply = response ? session.respond(line) : session.answer(CommandParser.parse(line));
      if (reply instanceof Reply.BeginTls && !connection.canEncrypt()) {
        throw Refusal.of(
            ResponseCode.SYS_TEMP, "TLS is not possible now; go on without it, or come again");
      }
      send(reply);
      errors = 0;
      switch (reply) {
        case Reply.Challenge _ -> challenged = true;
        case Reply.BeginTls _ -> {
          connection.startTls();
          session.tlsBegun();
        }
        default -> {}
      }
      return !session.isOver();
    } catch (Refusal refusal) {
      return refuse(refusal);
    }
  }

  private boolean refuse(Refusal refusal) throws IOException {
    send(refusal.reply());
    if (refusal.isLast()) {
      return false;
    }
    if (++errors < MOST_ERRORS) {
      return true;
    }
    return refuse(Refusal.last("too many errors, signing off; nothing has been deleted"));
  }

  private static Refusal bare(String what) {
    return Refusal.of("a line ends with <CRLF>, and here " + what + " stands alone (RFC 1939, 3)");
  }

  private void send(Reply reply) throws IOException {
    reply.writeTo(connection.outgoing());
  }
}
