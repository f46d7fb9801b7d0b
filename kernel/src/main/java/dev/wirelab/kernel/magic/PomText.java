package dev.wirelab.kernel.magic;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A POM of the pieces that a page shows for copying.
final class PomText {

  private static final Pattern PROJECT = Pattern.compile("<project[\\s>]");
  private static final Pattern COMMENT_OR_PROLOG = Pattern.compile("(?s)<!--.*?-->|<\\?.*?\\?>");

  private PomText() {}

  /// The text itself if it is a project, and otherwise a project of its elements.
  static String complete(String text) {
    if (PROJECT.matcher(text).find()) {
      return text;
    }
    var pieces = COMMENT_OR_PROLOG.matcher(text).replaceAll("");
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
