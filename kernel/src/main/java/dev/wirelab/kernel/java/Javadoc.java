package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A documentation comment as a reader wants it: HTML of a few harmless elements, without
/// attributes, since the comment may be of any library that a notebook loads.
final class Javadoc {

  private static final Set<String> ELEMENTS =
      Set.of(
          "p",
          "br",
          "pre",
          "code",
          "tt",
          "var",
          "em",
          "i",
          "b",
          "strong",
          "cite",
          "sub",
          "sup",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "blockquote",
          "table",
          "tr",
          "td",
          "th",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6");

  private static final Map<String, String> TITLES =
      Map.of(
          "param", "Parameter",
          "return", "Returns",
          "throws", "Throws",
          "exception", "Throws",
          "since", "Since",
          "see", "See also",
          "deprecated", "Deprecated");

  private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])(?=\\s)|<p>|<P>|\\z");
  private static final Pattern MARKUP =
      Pattern.compile("</?([A-Za-z][A-Za-z0-9]*)\\b[^<>]*>|<!--.*?-->", Pattern.DOTALL);
  private static final Pattern AMPERSAND = Pattern.compile("&(?!#?\\w{1,10};)");
  private static final Pattern NAMED = Pattern.compile("(?s)\\s*(\\S+)\\s*(.*)");

  private final String description;
  private final List<String> blocks = new ArrayList<>();

  /// @param comment without its asterisks
  Javadoc(String text) {
    // It stands in addresses, which are left out with their elements.
    String comment = text.replace("{@docRoot}", "");
    var tag = BLOCK_TAG.matcher(comment);
    int from = tag.find() ? tag.start() : comment.length();
    description = comment.substring(0, from).strip();
    while (from < comment.length()) {
      int next = tag.find() ? tag.start() : comment.length();
      blocks.add(comment.substring(from, next).strip());
      from = next;
    }
  }

  /// The first sentence.
  String summary() {
    var end = SENTENCE_END.matcher(description);
    while (end.find()) {
      var sentence = description.substring(0, end.start());
      // A full stop in {@code …} ends nothing.
      if (sentence.chars().filter(c -> c == '{').count()
          == sentence.chars().filter(c -> c == '}').count()) {
        return html(sentence);
      }
    }
    return html(description);
  }

  /// All of it.
  String whole() {
    var html = new StringBuilder(html(description));
    for (var block : blocks) {
      html.append(block(block));
    }
    return html.toString();
  }

  private static String block(String block) {
    var tag = BLOCK_TAG.matcher(block);
    String name = tag.lookingAt() ? tag.group(1) : "";
    String rest = block.substring(Math.min(block.length(), name.length() + 1));
    String title = TITLES.get(name);
    if (title == null) {
      return "";
    }
    var named = NAMED.matcher(rest);
    boolean names = name.equals("param") || name.equals("throws") || name.equals("exception");
    String text =
        names && named.matches()
            ? "<code>" + escaped(named.group(1)) + "</code> " + html(named.group(2))
            : name.equals("see") ? html(rest.strip().replace('#', '.')) : html(rest.strip());
    return "\n<p><b>" + title + "</b> " + text + "</p>";
  }

  /// With the inline tags as elements, and what is no harmless element as text or left out.
  private static String html(String comment) {
    var html = new StringBuilder();
    int from = 0;
    for (int open = comment.indexOf("{@"); open >= 0; open = comment.indexOf("{@", from)) {
      int close = closing(comment, open);
      html.append(harmless(comment.substring(from, open)));
      html.append(inline(comment.substring(open + 2, close)));
      from = Math.min(close + 1, comment.length());
    }
    return html.append(harmless(comment.substring(from))).toString();
  }

  /// Where the brace closes that opens there; the end where none does.
  private static int closing(String comment, int open) {
    int depth = 0;
    for (int i = open; i < comment.length(); i++) {
      char c = comment.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return comment.length();
  }

  private static String inline(String tag) {
    var named = NAMED.matcher(tag);
    if (!named.matches()) {
      return "";
    }
    String content = named.group(2);
    return switch (named.group(1)) {
      case "code", "systemProperty", "value" -> "<code>" + escaped(content) + "</code>";
      case "link" -> "<code>" + escaped(label(content)) + "</code>";
      case "linkplain" -> escaped(label(content));
      case "snippet" ->
          "<pre>" + escaped(content.replaceFirst("^[^\\n]*:[ \\t]*\\n", "")) + "</pre>";
      case "inheritDoc" -> "";
      default -> escaped(content);
    };
  }

  /// What a link is called: its label, or what it leads to.
  private static String label(String link) {
    int end = 0;
    for (int depth = 0; end < link.length(); end++) {
      char c = link.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(c)) {
        return link.substring(end).strip();
      }
    }
    return (link.startsWith("#") ? link.substring(1) : link).replace('#', '.');
  }

  private static String harmless(String text) {
    var html = new StringBuilder();
    var markup = MARKUP.matcher(text);
    int from = 0;
    while (markup.find()) {
      html.append(words(text.substring(from, markup.start())));
      html.append(element(markup));
      from = markup.end();
    }
    return html.append(words(text.substring(from))).toString();
  }

  private static String element(Matcher markup) {
    if (markup.group(1) == null) {
      return "";
    }
    String name = markup.group(1).toLowerCase(java.util.Locale.ROOT);
    String slash = markup.group().startsWith("</") ? "/" : "";
    return ELEMENTS.contains(name) ? "<" + slash + name + ">" : "";
  }

  private static String words(String text) {
    return AMPERSAND.matcher(text).replaceAll("&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// Text that shall be read as it stands.
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
