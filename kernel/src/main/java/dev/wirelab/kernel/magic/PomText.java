package dev.wirelab.kernel.magic;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A POM of the pieces that a page shows for copying.
final class PomText {

  private static final Pattern PROJECT = Pattern.compile("<project[\\s>]");
  private static final Pattern COMMENT_OR_PROLOG = Pattern.compile("(?s)<!--.*?-->|<\\?.*?\\?>");

  private PomText() {}

  /// The text itself if it is a project, and otherwise a project of its elements.
  ///
  /// @throws IllegalArgumentException if there are none, or one is not whole
  static String complete(String text) {
    if (PROJECT.matcher(text).find()) {
      return text;
    }
    var pieces = COMMENT_OR_PROLOG.matcher(text).replaceAll("");
    for (var name : List.of("dependency", "repository")) {
      if (pieces.split("<" + name + "[\\s>]", -1).length
          != pieces.split("</" + name + "\\s*>", -1).length) {
        throw new IllegalArgumentException(
            "A <" + name + "> is not whole: copy it to its </" + name + ">");
      }
    }
    if (elements(pieces, "dependency").isEmpty() && elements(pieces, "repository").isEmpty()) {
      throw new IllegalArgumentException(
          "%%loadFromPOM wants a <project>, or <dependency> and <repository> elements below it");
    }
    return """
    <project>
    <modelVersion>4.0.0</modelVersion>
    <groupId>notebook</groupId><artifactId>cell</artifactId><version>0</version>
    %s
    %s
    <repositories>%s</repositories>
    <dependencies>%s</dependencies>
    </project>
    """
        .formatted(
            elements(pieces, "properties"),
            elements(pieces, "dependencyManagement"),
            elements(pieces, "repository"),
            elements(without("dependencyManagement", pieces), "dependency"));
  }

  /// What stands outside of elements of this name.
  private static String without(String name, String text) {
    return element(name).matcher(text).replaceAll("");
  }

  private static String elements(String text, String name) {
    return element(name)
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.joining("\n"));
  }

  private static Pattern element(String name) {
    return Pattern.compile("(?s)<" + name + "(?:\\s[^>]*)?>.*?</" + name + "\\s*>");
  }
}
