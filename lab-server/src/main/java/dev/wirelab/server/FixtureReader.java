package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Section;
import dev.wirelab.server.FixtureFile.Source;
import dev.wirelab.server.imap.Wording;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.wire.Protocol;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a fixture of its file, or says what is wrong with it and where: which sections there are,
/// and what they say of the servers. Who has what mail is for [FixtureMail].
final class FixtureReader {

  private static final int DEFAULT_SIZE = 5 * 1024 * 1024;
  private static final int LARGEST_SIZE = 16 * 1024 * 1024;
  private static final String DEFAULT_HOST = "localhost";

  /// What may stand in a section of each kind.
  private static final Map<String, Set<String>> KEYS =
      Map.ofEntries(
          Map.entry("lab", Set.of("clock")),
          Map.entry("smtp", Set.of("host", "ehlo", "require", "size")),
          Map.entry("pop3", Set.of("host", "stamp")),
          Map.entry("imap", Set.of("host", "greeting", "condstore")),
          Map.entry("http", Set.of("host")),
          Map.entry("account", Set.of("address", "password", "aliases")),
          Map.entry("folder", Set.of("uidvalidity", "use")),
          Map.entry("message", Set.of("file", "received", "flags", "recent")),
          Map.entry("choice", Set.of("of")),
          Map.entry("messages", Set.of("file", "count", "received", "every", "flags", "recent")),
          Map.entry("wording", WordingReader.KEYS));

  private static final Set<String> NAMED =
      Set.of("account", "choice", "folder", "message", "messages", "wording");

  /// Sections that may stand there as often as there is something to say.
  private static final Set<String> REPEATED = Set.of("message", "messages");

  private final FixtureMail mail;
  private final Map<Protocol, String> hosts = new EnumMap<>(Protocol.class);
  private Instant clock;
  private final Map<String, Wording> wordings = new LinkedHashMap<>();
  private Fixture.Esmtp esmtp;
  private Optional<String> stamp = Optional.empty();
  private boolean condstore;
  private String greeting = "IMAP4rev1 server ready";

  private FixtureReader(Source source) {
    this.mail = new FixtureMail(source);
  }

  static Fixture read(Source source, String file, String name) {
    return new FixtureReader(source).fixture(FixtureFile.read(source, file), name);
  }

  private Fixture fixture(FixtureFile file, String name) {
    for (var protocol : Protocol.values()) {
      hosts.put(protocol, DEFAULT_HOST);
    }
    esmtp = new Fixture.Esmtp(SmtpService.keywords(DEFAULT_SIZE), Set.of(), DEFAULT_SIZE);
    var once = new HashSet<String>();
    for (var section : file.sections()) {
      check(section);
      if (!REPEATED.contains(section.kind())
          && !once.add(section.title().toLowerCase(Locale.ROOT))) {
        throw section.fault("[" + section.title() + "] stands there twice");
      }
      switch (section.kind()) {
        case "lab" -> clock = FixtureValues.instant(section.required("clock"));
        case "account" -> mail.account(section);
        case "folder" -> mail.folder(section);
        case "message" -> mail.message(section);
        case "choice" -> mail.choice(section);
        case "messages" -> mail.messages(section);
        case "wording" -> wording(section);
        default -> server(section);
      }
    }
    if (clock == null) {
      throw new FixtureException(file.name() + ": needs [lab] with 'clock = 2026-01-05T09:00:00Z'");
    }
    return new Fixture(
        name,
        clock,
        hosts,
        esmtp,
        pop3(),
        new Fixture.Imap(greeting, wordings, condstore),
        mail.users());
  }

  private static void check(Section section) {
    var keys = KEYS.get(section.kind());
    if (keys == null) {
      throw section.fault(
          "[" + section.kind() + "] is no section; there are: " + sorted(KEYS.keySet()));
    }
    if (NAMED.contains(section.kind()) == section.about().isEmpty()) {
      throw section.fault(
          section.about().isEmpty()
              ? "[" + section.kind() + "] needs a name: [" + section.kind() + " jones]"
              : "[" + section.kind() + "] takes no name");
    }
    for (var entry : section.entries().values()) {
      if (!keys.contains(entry.key())) {
        throw entry.fault(
            "is no key of ["
                + section.kind()
                + "]; there are: "
                + (keys.isEmpty() ? "none" : sorted(keys)));
      }
    }
  }

  private void server(Section section) {
    var protocol = Protocol.valueOf(section.kind().toUpperCase(Locale.ROOT));
    if (section.has("host")) {
      hosts.put(protocol, FixtureValues.host(section.required("host")));
    }
    if (protocol == Protocol.POP3) {
      if (section.has("stamp")) {
        stamp = Optional.of(FixtureValues.stamp(section.required("stamp")));
      }
    }
    if (protocol == Protocol.IMAP) {
      if (section.has("greeting")) {
        greeting = WordingReader.words(section.required("greeting"));
      }
      condstore = section.has("condstore") && FixtureValues.yesOrNo(section.required("condstore"));
    }
    if (protocol == Protocol.SMTP) {
      esmtp = esmtp(section);
    }
  }

  /// Without a stamp of its own a lab has its clock's seconds in it.
  private Fixture.Pop3 pop3() {
    var seconds = Math.max(0, clock.getEpochSecond());
    return new Fixture.Pop3(stamp.orElse("<1." + seconds + "@" + hosts.get(Protocol.POP3) + ">"));
  }

  /// Without a list of its own a lab lists all that is implemented.
  private static Fixture.Esmtp esmtp(Section section) {
    int size = DEFAULT_SIZE;
    if (section.has("size")) {
      size = FixtureValues.number(section.required("size"), LARGEST_SIZE);
    }
    var keywords = SmtpService.keywords(size);
    if (section.has("ehlo")) {
      keywords = FixtureValues.keywords(section.required("ehlo"));
    }
    var required = Set.<String>of();
    if (section.has("require")) {
      required = FixtureValues.required(section.required("require"), keywords);
    }
    return new Fixture.Esmtp(keywords, required, size);
  }

  private void wording(Section section) {
    var login = section.about();
    mail.requireLogin(section, login);
    wordings.put(key(login), new WordingReader(section).read());
  }

  /// What is the same in any case.
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
