package dev.wirelab.server.imap;

import dev.wirelab.server.imap.syntax.ModifiedUtf7;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.store.Folders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Answers LIST and LSUB (RFC 3501, 6.3.8 and 6.3.9).
final class MailboxList {

  private final Folders folders;
  private final Output out;

  MailboxList(Folders folders, Output out) {
    this.folders = folders;
    this.out = out;
  }

  void write(Command.ListMailboxes wanted) throws IOException {
    var response = wanted.subscribed() ? "LSUB" : "LIST";
    if (wanted.pattern().isEmpty()) {
      // What separates the levels, and where names begin.
      line(response, List.of("\\Noselect"), "");
      return;
    }
    var pattern = canonical(wanted.reference() + wanted.pattern());
    if (wanted.subscribed()) {
      subscribed(pattern);
      return;
    }
    for (var place : folders.list()) {
      if (matches(pattern, ModifiedUtf7.encode(place.name()))) {
        line(response, attributes(place), ModifiedUtf7.encode(place.name()));
      }
    }
  }

  private List<String> attributes(Folders.Place place) {
    var attributes = new ArrayList<String>();
    if (place.folder().isEmpty()) {
      attributes.add("\\Noselect");
    }
    attributes.add(folders.hasChildren(place.name()) ? "\\HasChildren" : "\\HasNoChildren");
    place.use().ifPresent(attributes::add);
    return attributes;
  }

  /// Names that are subscribed to; where % stops above one of them, the name that it stops at.
  private void subscribed(String pattern) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    folders.subscribed().forEach(name -> names.add(ModifiedUtf7.encode(name)));
    var above = new LinkedHashSet<String>();
    for (var name : names) {
      if (matches(pattern, name)) {
        line("LSUB", List.of(), name);
      } else if (pattern.contains("%")) {
        for (int dot = name.indexOf(Folders.SEPARATOR);
            dot > 0;
            dot = name.indexOf(Folders.SEPARATOR, dot + 1)) {
          above.add(name.substring(0, dot));
        }
      }
    }
    for (var name : above) {
      if (!names.contains(name) && matches(pattern, name)) {
        line("LSUB", List.of("\\Noselect"), name);
      }
    }
  }

  private void line(String response, List<String> attributes, String name) throws IOException {
    out.line(
        "* %s (%s) \"%s\" %s"
            .formatted(
                response, String.join(" ", attributes), Folders.SEPARATOR, Output.quoted(name)));
  }

  /// INBOX is the same in any case.
  private static String canonical(String pattern) {
    int length = Folders.INBOX.length();
    boolean inbox =
        pattern.regionMatches(true, 0, Folders.INBOX, 0, length)
            && (pattern.length() == length || !Character.isLetterOrDigit(pattern.charAt(length)));
    return inbox ? Folders.INBOX + pattern.substring(length) : pattern;
  }

  /// Whether a name has the form of a pattern. Each octet of the pattern is looked at once for each
  /// of the name: no pattern takes long.
  static boolean matches(String pattern, String name) {
    // Whether the pattern up to here has the form of the first i characters of the name.
    var reached = new boolean[name.length() + 1];
    reached[0] = true;
    for (char c : pattern.toCharArray()) {
      var next = new boolean[name.length() + 1];
      boolean wild = c == '*' || c == '%';
      for (int i = 0; i <= name.length(); i++) {
        if (wild) {
          boolean more =
              i > 0 && next[i - 1] && (c == '*' || name.charAt(i - 1) != Folders.SEPARATOR);
          next[i] = reached[i] || more;
        } else {
          next[i] = i > 0 && reached[i - 1] && same(c, name, i - 1);
        }
      }
      reached = next;
    }
    return reached[name.length()];
  }

  private static boolean same(char c, String name, int i) {
    boolean inbox = name.equals(Folders.INBOX);
    return inbox ? Character.toUpperCase(c) == name.charAt(i) : c == name.charAt(i);
  }
}
