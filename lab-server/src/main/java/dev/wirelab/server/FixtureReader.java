package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Entry;
import dev.wirelab.server.FixtureFile.Section;
import dev.wirelab.server.FixtureFile.Source;
import dev.wirelab.server.imap.Wording;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.FolderNameException;
import dev.wirelab.server.store.Folders;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a fixture of its file, or says what is wrong with it and where.
final class FixtureReader {

  private static final String INBOX = "INBOX";
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

  private static final int MOST_MESSAGES = 100_000;

  private final Source source;
  private final Map<Protocol, String> hosts = new EnumMap<>(Protocol.class);
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, List<String>> aliases = new LinkedHashMap<>();
  private final Map<String, Map<String, Fixture.Folder>> folders = new LinkedHashMap<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<String, List<String>> choices = new HashMap<>();
  private long octets;
  private Instant clock;
  private final Map<String, Wording> wordings = new LinkedHashMap<>();
  private Fixture.Esmtp esmtp;
  private Optional<String> stamp = Optional.empty();
  private boolean condstore;
  private String greeting = "IMAP4rev1 server ready";

  private FixtureReader(Source source) {
    this.source = source;
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
        case "account" -> account(section);
        case "folder" -> folder(section);
        case "message" -> message(section);
        case "choice" -> choice(section);
        case "messages" -> messages(section);
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
        users());
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

  private void account(Section section) {
    var login = section.about();
    if (login.contains(" ")) {
      throw section.fault("A login has no blanks: '" + login + "'");
    }
    var address = section.required("address");
    var password = section.required("password").value();
    claim(address, address.value());
    var others = List.<String>of();
    if (section.has("aliases")) {
      others = FixtureValues.list(section.required("aliases"));
      for (var alias : others) {
        claim(section.required("aliases"), alias);
      }
    }
    accounts.put(key(login), new Account(login, address.value(), password));
    aliases.put(key(login), others);
    folders.put(key(login), new LinkedHashMap<>());
    folders.get(key(login)).put(INBOX, emptyFolder(INBOX));
  }

  private void claim(Entry entry, String address) {
    if (!SmtpService.isAddress(address)) {
      throw entry.fault("'" + address + "' is no mail address");
    }
    if (!addresses.add(key(address))) {
      throw entry.fault(address + " is somebody's address already");
    }
  }

  private void folder(Section section) {
    var words = FixtureFile.words(section.about());
    var owned = owned(section, words[0]);
    var name = folderName(section, words);
    var before = owned.get(name);
    if (before != null && !before.messages().isEmpty()) {
      throw section.fault("[folder " + section.about() + "] must come before its messages");
    }
    // As the store counts: with room for those above it.
    long levels = name.chars().filter(c -> c == '.').count();
    if (before == null && withLevelsAbove(owned.keySet()) + levels >= Folders.MOST_FOLDERS) {
      throw section.fault(
          "that would be more folders than the %d that one account can have"
              .formatted(Folders.MOST_FOLDERS));
    }
    owned.put(
        name,
        new Fixture.Folder(
            name,
            section
                .entry("uidvalidity")
                .map(entry -> (long) FixtureValues.number(entry, Integer.MAX_VALUE)),
            section.entry("use").map(FixtureValues::use),
            List.of()));
  }

  /// How many folders there are, those included that others lie in.
  private static int withLevelsAbove(Set<String> names) {
    var all = new HashSet<String>();
    for (var name : names) {
      for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
        all.add(name.substring(0, dot));
      }
      all.add(name);
    }
    return all.size();
  }

  private static Fixture.Folder emptyFolder(String name) {
    return new Fixture.Folder(name, Optional.empty(), Optional.empty(), List.of());
  }

  private void wording(Section section) {
    var login = section.about();
    owned(section, login);
    wordings.put(key(login), new WordingReader(section).read());
  }

  private void message(Section section) {
    var file = section.required("file");
    put(
        section,
        List.of(
            new Fixture.Message(
                file.value(),
                MessageFile.read(source, file).octets(),
                section.entry("flags").map(FixtureValues::flags).orElse(Set.of()),
                recent(section),
                FixtureValues.instant(section.required("received")))));
  }

  private void choice(Section section) {
    var name = section.about();
    if (!name.matches("[a-z]+") || MessageSeries.OWN.contains(name)) {
      throw section.fault(
          "'"
              + name
              + "' is no name of a choice: small letters, and not one of "
              + sorted(MessageSeries.OWN));
    }
    choices.put(name, FixtureValues.alternatives(section.required("of")));
  }

  private void messages(Section section) {
    var series = new MessageSeries(MessageFile.read(source, section.required("file")), choices);
    put(
        section,
        series.messages(
            FixtureValues.number(section.required("count"), MOST_MESSAGES),
            FixtureValues.instant(section.required("received")),
            FixtureValues.duration(section.required("every")),
            section.entry("flags").map(FixtureValues::flagsInTurn).orElse(List.of(Set.of())),
            recent(section)));
  }

  /// Puts messages behind those that lie in a folder already.
  private void put(Section section, List<Fixture.Message> messages) {
    var words = FixtureFile.words(section.about());
    var owned = owned(section, words[0]);
    var name = folderName(section, words);
    var folder = owned.get(name);
    if (folder == null) {
      throw section.fault(
          words[0] + " has no folder " + name + " yet; there are: " + owned.keySet());
    }
    octets += messages.stream().mapToLong(message -> message.raw().length).sum();
    if (octets > Mailstore.MOST_OCTETS) {
      throw section.fault(
          "up to here it is " + octets + " octets of mail; a lab holds " + Mailstore.MOST_OCTETS);
    }
    var all = new ArrayList<>(folder.messages());
    all.addAll(messages);
    long keywords =
        all.stream()
            .flatMap(message -> message.flags().stream())
            .filter(flag -> !flag.startsWith("\\"))
            .map(FixtureReader::key)
            .distinct()
            .count();
    if (keywords > Folder.MOST_KEYWORDS) {
      throw section.fault(
          "up to here the folder has %d keywords; there is room for %d"
              .formatted(keywords, Folder.MOST_KEYWORDS));
    }
    owned.put(name, new Fixture.Folder(name, folder.uidValidity(), folder.use(), all));
  }

  private static boolean recent(Section section) {
    return section.entry("recent").map(FixtureValues::yesOrNo).orElse(true);
  }

  private Map<String, Fixture.Folder> owned(Section section, String login) {
    var owned = folders.get(key(login));
    if (owned == null) {
      throw section.fault(
          "nobody logs in as '" + login + "'; [account " + login + "] must come first");
    }
    return owned;
  }

  private static String folderName(Section section, String[] words) {
    if (words.length == 1) {
      throw section.fault(
          "needs login and folder: [" + section.kind() + " " + words[0] + " INBOX]");
    }
    // INBOX is the one folder whose name is the same in any case (RFC 3501, 5.1).
    try {
      return words[1].equalsIgnoreCase(INBOX) ? INBOX : Folders.checkedName(words[1]);
    } catch (FolderNameException e) {
      throw section.fault(words[1] + ": " + e.getMessage());
    }
  }

  private List<Fixture.User> users() {
    var users = new ArrayList<Fixture.User>();
    for (var entry : accounts.entrySet()) {
      users.add(
          new Fixture.User(
              entry.getValue(),
              aliases.get(entry.getKey()),
              List.copyOf(folders.get(entry.getKey()).values())));
    }
    return users;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
