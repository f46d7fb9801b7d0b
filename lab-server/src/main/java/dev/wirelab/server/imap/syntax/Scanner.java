package dev.wirelab.server.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Reads a command from left to right, a word of the grammar at a time (RFC 3501, 9). Strings come
/// back with each character standing for one octet. For one thread.
public final class Scanner {

  private static final String RESP_SPECIALS = "]";
  private static final String LIST_WILDCARDS = "%*";
  private static final long MOST_NUMBER = 0xffff_ffffL;
  private static final int DEEPEST = 100;

  private final String text;
  private final List<byte[]> literals;
  private int next;
  private int literal;
  private int depth;

  public Scanner(CommandText command) {
    this.text = command.text();
    this.literals = command.literals();
  }

  public boolean atEnd() {
    return next == text.length();
  }

  /// Whether this character comes next.
  public boolean sees(char c) {
    return !atEnd() && text.charAt(next) == c;
  }

  /// Whether a digit comes next.
  public boolean seesDigit() {
    return !atEnd() && isDigit(text.charAt(next));
  }

  /// Passes over a character if it comes next.
  public boolean skip(char c) {
    boolean there = sees(c);
    next += there ? 1 : 0;
    return there;
  }

  /// Passes over a word, in any case, if it comes next.
  public boolean skip(String word) {
    boolean there = text.regionMatches(true, next, word, 0, word.length());
    next += there ? word.length() : 0;
    return there;
  }

  public void expect(char c) throws SyntaxException {
    if (!skip(c)) {
      throw expected("'" + c + "'");
    }
  }

  /// The one blank between two words.
  public void space() throws SyntaxException {
    if (!skip(' ')) {
      throw atEnd() ? expected("a blank and one more word") : expected("a blank");
    }
    if (sees(' ')) {
      throw expected("one blank only, and then a word");
    }
  }

  public void end() throws SyntaxException {
    if (!atEnd()) {
      throw expected("the end of the line");
    }
  }

  /// The complaint that something else stands here than should.
  public SyntaxException expected(String what) {
    return new SyntaxException(
        "Expected " + what + (atEnd() ? " where the line ends" : " at octet " + (next + 1)));
  }

  /// A command's tag.
  public String tag() throws SyntaxException {
    return word(c -> isAstringChar(c) && c != '+', "a tag of letters and digits");
  }

  public String atom() throws SyntaxException {
    return word(Scanner::isAtomChar, "an atom");
  }

  /// An atom in upper case, for words that mean the same in any case.
  public String keyword(String what) throws SyntaxException {
    return word(Scanner::isAtomChar, what).toUpperCase(Locale.ROOT);
  }

  /// Letters, digits and dots, in upper case: what stands before a bracket.
  public String name(String what) throws SyntaxException {
    return word(c -> isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.', what)
        .toUpperCase(Locale.ROOT);
  }

  public String astring() throws SyntaxException {
    return seesString() ? string() : word(Scanner::isAstringChar, "an atom or a string");
  }

  /// What LIST matches names with.
  public String listMailbox() throws SyntaxException {
    return seesString()
        ? string()
        : word(
            c -> isAstringChar(c) || LIST_WILDCARDS.indexOf(c) >= 0,
            "a name, perhaps with % and *, or a string");
  }

  private boolean seesString() {
    return sees('"') || sees('{');
  }

  public String string() throws SyntaxException {
    if (sees('"')) {
      return quoted();
    }
    if (sees('{')) {
      return new String(literal(), ISO_8859_1);
    }
    throw expected("a string in quotes or a literal");
  }

  /// A string, or NIL.
  public String nstring() throws SyntaxException {
    return skip("NIL") ? "" : string();
  }

  private String quoted() throws SyntaxException {
    expect('"');
    var content = new StringBuilder();
    while (!skip('"')) {
      if (skip('\\') && !sees('"') && !sees('\\')) {
        throw expected("\" or \\ behind a backslash");
      }
      if (atEnd() || text.charAt(next) == '\r') {
        throw expected("a quote that closes the string");
      }
      if (text.charAt(next) > 0x7f || text.charAt(next) == 0) {
        throw new SyntaxException(
            "A string in quotes has ASCII only, and octet "
                + (next + 1)
                + " is none; a literal may have it (RFC 3501, 4.3)");
      }
      content.append(text.charAt(next++));
    }
    return content.toString();
  }

  /// The octets of a literal.
  public byte[] literal() throws SyntaxException {
    expect('{');
    number();
    skip('+');
    expect('}');
    if (!skip("\r\n") || literal == literals.size()) {
      throw expected("a literal, whose length ends the line");
    }
    var octets = literals.get(literal++);
    for (byte octet : octets) {
      if (octet == 0) {
        throw new SyntaxException("A literal has no NUL octets (RFC 3501, 4.3)");
      }
    }
    return octets;
  }

  /// A number in 0 to 4,294,967,295.
  public long number() throws SyntaxException {
    int begin = next;
    while (seesDigit()) {
      next++;
    }
    if (begin == next) {
      throw expected("a number");
    }
    long number = next - begin > 10 ? Long.MAX_VALUE : Long.parseLong(text, begin, next, 10);
    if (number > MOST_NUMBER) {
      throw new SyntaxException("A number is at most 4294967295 (RFC 3501, 9)");
    }
    return number;
  }

  /// The number of a change, of 63 bits (RFC 7162, 7, "mod-sequence-valzer").
  public long modSequence() throws SyntaxException {
    int begin = next;
    while (seesDigit()) {
      next++;
    }
    if (begin == next) {
      throw expected("the number of a change");
    }
    try {
      return Long.parseLong(text, begin, next, 10);
    } catch (NumberFormatException e) {
      throw new SyntaxException(
          "The number of a change is at most 9223372036854775807 (RFC 7162, 7)");
    }
  }

  /// A number that is not 0.
  public long nonZero() throws SyntaxException {
    if (sees('0')) {
      throw expected("a number that does not begin with 0");
    }
    return number();
  }

  public SequenceSet sequenceSet() throws SyntaxException {
    var ranges = new ArrayList<SequenceSet.Range>();
    do {
      long first = sequenceNumber();
      ranges.add(new SequenceSet.Range(first, skip(':') ? sequenceNumber() : first));
    } while (skip(','));
    return new SequenceSet(ranges);
  }

  private long sequenceNumber() throws SyntaxException {
    if (skip('*')) {
      return SequenceSet.LAST;
    }
    if (!seesDigit()) {
      throw expected("a number or *");
    }
    return nonZero();
  }

  /// A flag as it is written.
  public String flag() throws SyntaxException {
    return (skip('\\') ? "\\" : "") + word(Scanner::isAtomChar, "a flag");
  }

  /// One reader of what stands in a list.
  @FunctionalInterface
  public interface Element<T> {
    T read() throws SyntaxException;
  }

  /// What stands in brackets, a blank between each two.
  ///
  /// @param empty whether nothing may stand there
  public <T> List<T> list(boolean empty, Element<T> element) throws SyntaxException {
    expect('(');
    enter();
    var elements = new ArrayList<T>();
    if (!empty || !sees(')')) {
      elements.add(element.read());
      while (skip(' ')) {
        elements.add(element.read());
      }
    }
    if (!skip(')')) {
      throw expected("a blank and one more, or )");
    }
    leave();
    return elements;
  }

  /// Notes that what follows stands inside of something.
  public void enter() throws SyntaxException {
    if (++depth > DEEPEST) {
      throw new SyntaxException("That is nested too deep: at most " + DEEPEST + " levels");
    }
  }

  /// Notes that it is over.
  public void leave() {
    depth--;
  }

  private String word(IntPredicate allowed, String what) throws SyntaxException {
    int begin = next;
    while (!atEnd() && allowed.test(text.charAt(next))) {
      next++;
    }
    if (begin == next) {
      throw expected(what);
    }
    return text.substring(begin, next);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Whether an atom may have it.
  static boolean isAtomChar(int c) {
    return c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0;
  }

  private static boolean isAstringChar(int c) {
    return isAtomChar(c) || RESP_SPECIALS.indexOf(c) >= 0;
  }
}
