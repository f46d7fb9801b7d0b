package dev.wirelab.kernel.java;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The HTML that [Javadoc] makes as plain text, for consoles.
final class HtmlText {

  private static final Pattern PART =
      Pattern.compile("<(/?)(\\w+)>|([^<]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY = Pattern.compile("&(#[xX]?)?(\\w+);");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("minus", "−"),
          Map.entry("times", "×"),
          Map.entry("pi", "π"),
          Map.entry("mdash", "—"),
          Map.entry("ndash", "–"),
          Map.entry("hellip", "…"),
          Map.entry("sect", "§"),
          Map.entry("lbrace", "{"),
          Map.entry("rbrace", "}"),
          Map.entry("commat", "@"));

  private HtmlText() {}

  static String of(String html) {
    var text = new StringBuilder();
    boolean preformatted = false;
    var part = PART.matcher(html);
    while (part.find()) {
      if (part.group(3) != null) {
        String words = part.group(3);
        append(text, preformatted ? words : words.replaceAll("\\s+", " "), preformatted);
      } else {
        boolean opens = part.group(1).isEmpty();
        String name = part.group(2).toLowerCase(Locale.ROOT);
        preformatted = name.equals("pre") ? opens : preformatted;
        text.append(mark(name, opens));
      }
    }
    return unescaped(text.toString())
        .replaceAll("[ \\t]+\\n", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  private static void append(StringBuilder text, String words, boolean preformatted) {
    boolean lineBegins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    text.append(lineBegins && !preformatted ? words.stripLeading() : words);
  }

  private static String mark(String element, boolean opens) {
    return switch (element) {
      case "p",
          "pre",
          "blockquote",
          "ul",
          "ol",
          "dl",
          "table",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6" ->
          "\n\n";
      case "li" -> opens ? "\n• " : "";
      case "br", "tr", "dt", "dd" -> opens ? "\n" : "";
      case "td", "th" -> opens ? "" : "  ";
      default -> "";
    };
  }

  private static String unescaped(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found)));
  }

  private static String character(String number, java.util.regex.MatchResult entity) {
    String name = entity.group(2);
    try {
      if (number != null) {
        int radix = number.length() > 1 ? 16 : 10;
        return Character.toString(Integer.parseInt(name, radix));
      }
    } catch (IllegalArgumentException e) {
      return entity.group();
    }
    return NAMED.getOrDefault(name, entity.group());
  }
}
