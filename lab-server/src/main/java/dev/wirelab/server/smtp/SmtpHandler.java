package dev.wirelab.server.smtp;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Holds the conversation: reads lines, has the session answer them, until one side has had enough.
final class SmtpHandler implements ProtocolHandler {

  /// After so many errors in a row nobody is listening at the other end.
  private static final int MOST_ERRORS = 100;

  /// The first octet of a TLS handshake (RFC 8446, 5.1), which no command begins with.
  private static final int TLS_HANDSHAKE = 0x16;

  private final Connection connection;
  private final SmtpSession session;
  private int errors;

  SmtpHandler(Connection connection, SmtpSession session) {
    this.connection = connection;
    this.session = session;
  }

  @Override
  public void run() {
    try {
      converse();
      connection.flush();
    } catch (RuntimeException e) {
      goodbye(session.closing("Internal error"));
      throw e;
    } catch (IOException e) {
      // The client has gone; there is nobody to tell. What it had begun is forgotten with the
      // session.
    }
  }

  private void converse() throws IOException {
    try {
      if (connection.isStopping()) {
        send(session.closing("Service not available"));
        return;
      }
      send(session.greeting());
      if (connection.incoming().peek() == TLS_HANDSHAKE) {
        send(session.closing("A TLS handshake came, and this port speaks SMTP without TLS"));
        return;
      }
      while (exchange()) {
        // Until one side says goodbye.
      }
      if (connection.isStopping()) {
        send(session.closing("Service shutting down"));
      }
    } catch (SocketTimeoutException e) {
      send(session.closing("Nothing heard for too long"));
    }
  }

  /// One command and its answer.
  ///
  /// @return whether the conversation goes on
  private boolean exchange() throws IOException {
    return switch (Line.read(connection.incoming(), Verb.LONGEST_LINE)) {
      case Line.Text line -> answer(line.text());
      case Line.TooLong line -> refuse(CommandParser.tooLong(Verb.LONGEST_LINE).reply());
      case Line.Bare line -> refuse(bare(line.what()));
      case Line.Endless line -> {
        send(session.closing("A line without an end"));
        yield false;
      }
      case Line.End line -> false;
    };
  }

  private boolean answer(String line) throws IOException {
    try {
      var reply = session.answer(CommandParser.parse(line));
      send(reply);
      errors = 0;
      return switch (reply.code()) {
        case 221 -> false;
        case 354 -> readText();
        default -> true;
      };
    } catch (Refusal refusal) {
      return refuse(refusal.reply());
    }
  }

  private boolean readText() throws IOException {
    try (var share = session.room().share()) {
      var data = MailData.read(connection.incoming(), session.mostOctets(), share);
      if (data instanceof MailData.Dropped) {
        return false;
      }
      send(session.take(data));
      if (data instanceof MailData.DoubtfulEnd) {
        send(session.closing("Whether text or commands follow is in doubt"));
        return false;
      }
      return true;
    }
  }

  private boolean refuse(Reply reply) throws IOException {
    send(reply);
    if (reply.code() == 421) {
      return false;
    }
    if (++errors < MOST_ERRORS) {
      return true;
    }
    send(session.closing("Too many errors"));
    return false;
  }

  private static Reply bare(String what) {
    return Reply.of(
        500, "A line ends with <CRLF>, and here " + what + " stands alone (RFC 5321, 2.3.8)");
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
    connection.send(reply.text());
  }

  @Override
  public void close() {
    // The listener ends connections.
  }
}
