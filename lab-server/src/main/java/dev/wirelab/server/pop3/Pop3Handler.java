package dev.wirelab.server.pop3;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import dev.wirelab.server.sasl.Plain;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Holds the conversation: reads lines, has the session answer them, until one side has had enough.
final class Pop3Handler implements ProtocolHandler {

  /// After so many errors in a row nobody is listening at the other end.
  private static final int MOST_ERRORS = 100;

  /// The first octet of a TLS handshake (RFC 8446, 5.1), which no command begins with.
  private static final int TLS_HANDSHAKE = 0x16;

  /// An AUTH exchange has longer lines than commands are (RFC 5034, 4).
  private static final int LONGEST_RESPONSE = Plain.LONGEST + "\r\n".length();

  private final Connection connection;
  private final Pop3Session session;
  private int errors;
  private boolean challenged;

  Pop3Handler(Connection connection, Pop3Session session) {
    this.connection = connection;
    this.session = session;
  }

  @Override
  public void run() {
    try (session) {
      converse();
      connection.flush();
    } catch (RuntimeException e) {
      goodbye(session.closing("internal error"));
      throw e;
    } catch (IOException e) {
      // The client has gone; there is nobody to tell. Its maildrop is as it was.
    }
  }

  private void converse() throws IOException {
    try {
      if (connection.isStopping()) {
        send(session.closing("not available, come again later"));
        return;
      }
      send(session.greeting());
      if (connection.incoming().peek() == TLS_HANDSHAKE) {
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

  /// One line and its answer.
  ///
  /// @return whether the conversation goes on
  private boolean exchange() throws IOException {
    int most = challenged ? LONGEST_RESPONSE : Verb.LONGEST_LINE;
    var line = Line.read(connection.incoming(), most);
    boolean response = challenged;
    challenged = false;
    return switch (line) {
      case Line.Text text -> answer(text.text(), response);
      case Line.TooLong _ -> refuse(CommandParser.tooLong(most));
      case Line.Bare bare -> refuse(bare(bare.what()));
      case Line.Endless _ -> refuse(Refusal.last("a line without an end, signing off"));
      case Line.End _ -> false;
    };
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

  private void goodbye(Reply reply) {
    try {
      send(reply);
      connection.flush();
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private void send(Reply reply) throws IOException {
    reply.writeTo(connection.outgoing());
  }

  @Override
  public void close() {
    // The listener ends connections.
  }
}
