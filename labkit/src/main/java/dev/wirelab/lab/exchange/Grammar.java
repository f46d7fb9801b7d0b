package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;

/// Reads one conversation, line by line in the order in which the lines passed, and says what each
/// one is.
interface Grammar {

  /// @param line without what ends it
  /// @param ending what ends it
  Meaning read(Peer from, String line, Ending ending);

  /// A grammar that stands at the beginning of a conversation.
  static Grammar of(Protocol protocol) {
    return switch (protocol) {
      case SMTP -> new SmtpGrammar();
      case POP3, IMAP, HTTP -> (_, _, _) -> new Meaning.Other();
    };
  }
}
