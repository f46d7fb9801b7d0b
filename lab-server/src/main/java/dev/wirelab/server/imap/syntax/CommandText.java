package dev.wirelab.server.imap.syntax;

import java.util.List;

/// A command as it was sent, with its literals (RFC 3501, 4.3).
///
/// @param text its lines, each character one octet; where a literal follows, CR LF stands behind
///   its length
/// @param literals the literals in their order
public record CommandText(String text, List<byte[]> literals) {

  public CommandText {
    literals = List.copyOf(literals);
  }
}
