package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Entry;
import dev.wirelab.server.pop3.Pop3Service;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.ImapFlags;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What may stand behind an equals sign in a fixture, or what is wrong with it and where.
final class FixtureValues {

  /// What a folder may be for (RFC 6154, 2).
  private static final List<String> USES =
      List.of("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Junk", "\\Sent", "\\Trash");

  private static final String USUAL_MOMENT = "0000-00-00T00:00:00Z";

  private FixtureValues() {}

  /// A name that a server has for itself.
  static String host(Entry entry) {
    var host = entry.value();
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= 0x80 || !Character.isLetterOrDigit(c) && c != '.' && c != '-') {
        throw entry.fault("'" + host + "' is no host name");
      }
    }
    if (host.isEmpty()) {
      throw entry.fault("'' is no host name");
    }
    return host;
  }

  static List<String> keywords(Entry entry) {
    var keywords = list(entry);
    for (var keyword : keywords) {
      if (!SmtpService.isKeyword(keyword)) {
        throw entry.fault("'" + keyword + "' is no extension that this server has");
      }
    }
    if (keywords.contains("SMTPUTF8") && !keywords.contains("8BITMIME")) {
      throw entry.fault("who lists SMTPUTF8 must list 8BITMIME too (RFC 6531, 3.1)");
    }
    return keywords;
  }

  static Set<String> required(Entry entry, List<String> keywords) {
    var required = list(entry);
    for (var keyword : required) {
      if (!SmtpService.isRequirement(keyword)) {
        throw entry.fault("'" + keyword + "' cannot be required, only STARTTLS and AUTH");
      }
      if (keywords.stream().noneMatch(line -> line.split(" ")[0].equals(keyword))) {
        throw entry.fault("ehlo does not list " + keyword);
      }
    }
    return Set.copyOf(required);
  }

  static String use(Entry entry) {
    if (!USES.contains(entry.value())) {
      throw entry.fault("'" + entry.value() + "' is no use of a folder; there are: " + USES);
    }
    return entry.value();
  }

  static String stamp(Entry entry) {
    if (!Pop3Service.isStamp(entry.value())) {
      throw entry.fault(
          "'" + entry.value() + "' is no stamp; write it like <1896.6971@dewey.example>");
    }
    return entry.value();
  }

  static List<String> alternatives(Entry entry) {
    return Arrays.stream(entry.value().split("\\|", -1)).map(String::strip).toList();
  }

  static List<Set<String>> flagsInTurn(Entry entry) {
    return alternatives(entry).stream().map(some -> flags(entry, some)).toList();
  }

  static Set<String> flags(Entry entry) {
    return flags(entry, entry.value());
  }

  private static Set<String> flags(Entry entry, String some) {
    if (some.isEmpty()) {
      return Set.of();
    }
    var flags = Set.copyOf(Arrays.asList(some.split("\\s+")));
    for (var flag : flags) {
      if (!ImapFlags.isFlag(flag)) {
        throw entry.fault(
            "'" + flag + "' is no flag; there are " + ImapFlags.system() + " and keywords");
      }
    }
    return flags;
  }

  static boolean yesOrNo(Entry entry) {
    return switch (entry.value()) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw entry.fault("'" + entry.value() + "' is neither yes nor no");
    };
  }

  static Instant instant(Entry entry) {
    try {
      return isUsual(entry.value()) ? usual(entry.value()) : Instant.parse(entry.value());
    } catch (DateTimeException e) {
      throw entry.fault("'" + entry.value() + "' is no moment; write it like 2026-01-05T09:00:00Z");
    }
  }

  /// Whether a moment is written as nearly all are. The JDK's parser takes every form there is, and
  /// longer to get ready than all else here.
  private static boolean isUsual(String text) {
    if (text.length() != USUAL_MOMENT.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char form = USUAL_MOMENT.charAt(i);
      char c = text.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return true;
  }

  private static Instant usual(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  static Duration duration(Entry entry) {
    try {
      return Duration.parse(entry.value());
    } catch (DateTimeParseException e) {
      throw entry.fault("'" + entry.value() + "' is no time span; write it like PT2H30M");
    }
  }

  static int number(Entry entry, int most) {
    try {
      int number = Integer.parseInt(entry.value());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw entry.fault("'" + entry.value() + "' is no whole number in 1 to " + most);
  }

  static List<String> list(Entry entry) {
    var words = new ArrayList<String>();
    for (var part : entry.value().split(",")) {
      if (!part.isBlank()) {
        words.add(part.strip());
      }
    }
    return List.copyOf(words);
  }
}
