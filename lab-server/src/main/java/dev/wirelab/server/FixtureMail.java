package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Entry;
import dev.wirelab.server.FixtureFile.Section;
import dev.wirelab.server.FixtureFile.Source;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.FolderNameException;
import dev.wirelab.server.store.Folders;
import dev.wirelab.server.store.Mailstore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who has a mailbox in a fixture, and what lies in it, section by section; or what is wrong with
/// one of them, and where.
final class FixtureMail {

  private static final String INBOX = "INBOX";
  private static final int MOST_MESSAGES = 100_000;

  private final Source source;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, List<String>> aliases = new LinkedHashMap<>();
  private final Map<String, Map<String, Fixture.Folder>> folders = new LinkedHashMap<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<String, List<String>> choices = new HashMap<>();
  private long octets;

  /// @param source where the messages' files lie
  FixtureMail(Source source) {
    this.source = source;
  }

  void account(Section section) {
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
    accounts.put(FixtureReader.key(login), new Account(login, address.value(), password));
    aliases.put(FixtureReader.key(login), others);
    folders.put(FixtureReader.key(login), new LinkedHashMap<>());
    folders.get(FixtureReader.key(login)).put(INBOX, emptyFolder(INBOX));
  }

  private void claim(Entry entry, String address) {
    if (!SmtpService.isAddress(address)) {
      throw entry.fault("'" + address + "' is no mail address");
    }
    if (!addresses.add(FixtureReader.key(address))) {
      throw entry.fault(address + " is somebody's address already");
    }
  }

  void folder(Section section) {
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

  void message(Section section) {
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

  void choice(Section section) {
    var name = section.about();
    if (!name.matches("[a-z]+") || MessageSeries.OWN.contains(name)) {
      throw section.fault(
          "'"
              + name
              + "' is no name of a choice: small letters, and not one of "
              + FixtureReader.sorted(MessageSeries.OWN));
    }
    choices.put(name, FixtureValues.alternatives(section.required("of")));
  }

  void messages(Section section) {
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

  /// Somebody must log in so.
  void requireLogin(Section section, String login) {
    owned(section, login);
  }

  private Map<String, Fixture.Folder> owned(Section section, String login) {
    var owned = folders.get(FixtureReader.key(login));
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

  /// Everybody, in the order in which they stand there.
  List<Fixture.User> users() {
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
}
