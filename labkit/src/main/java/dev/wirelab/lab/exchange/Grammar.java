package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;

/// Reads one conversation, line by line in the order in which the lines passed, and says what each
/// one is and whose turn it is.
interface Grammar {

  /// @param line an octet a char (ISO 8859-1), without what ends it
  /// @param ending what ends it
  Meaning read(Peer from, String line, Ending ending);

  /// After how many octets the line ends that this side begins now, though no LF may stand there:
  /// where a counted body ends.
  default long room(Peer from) {
    return Long.MAX_VALUE;
  }

  /// Whether the server has something to say before the client may go on.
  boolean due();

  /// Whether the server's line that was read last ended an answer.
  boolean answerEnded();

  /// What the server is to answer next: a verb, `.` for a message, an empty string for nothing.
  String asked();

  /// Whether the client has begun something that its next line goes on with: a message, a literal,
  /// a request.
  boolean unfinished();

  /// The server has closed the connection.
  ///
  /// @return whether that is how its answer ends (RFC 9112, 6.3)
  default boolean closed() {
    return false;
  }

  /// A grammar that stands at the beginning of a conversation.
  static Grammar of(Protocol protocol) {
    return switch (protocol) {
      case SMTP -> new SmtpGrammar();
      case POP3 -> new Pop3Grammar();
      case IMAP -> new ImapGrammar();
      case HTTP -> new HttpGrammar();
    };
  }
}
