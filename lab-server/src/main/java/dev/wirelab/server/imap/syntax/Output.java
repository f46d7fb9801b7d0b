package dev.wirelab.server.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Writes responses, as octets and no other: what is text stands in ASCII, what is a message's goes
/// out as it came (RFC 3501, 9). For one thread.
public final class Output {

  private static final int LONGEST_QUOTED = 1_000;

  private final OutputStream out;

  /// @param out where to write
  public Output(OutputStream out) {
    this.out = out;
  }

  /// A line with its CR LF; each character stands for one octet.
  public void line(String text) throws IOException {
    text(text).text("\r\n");
  }

  /// Text as it is; each character stands for one octet.
  public Output text(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    return this;
  }

  /// A string: in quotes where it can be, a literal where it must be.
  public Output string(String string) throws IOException {
    if (canBeQuoted(string)) {
      return text(quoted(string));
    }
    var octets = string.getBytes(ISO_8859_1);
    return literal(octets, 0, octets.length);
  }

  /// A string, or NIL.
  public Output nstring(Optional<String> string) throws IOException {
    return string.isPresent() ? string(string.get()) : text("NIL");
  }

  /// A literal (RFC 3501, 4.3).
  public Output literal(byte[] octets, int from, int to) throws IOException {
    text("{" + (to - from) + "}\r\n");
    out.write(octets, from, to - from);
    return this;
  }

  /// In quotes, with a backslash before each quote and backslash.
  public static String quoted(String string) {
    return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean canBeQuoted(String string) {
    return string.length() <= LONGEST_QUOTED
        && string.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t');
  }
}
