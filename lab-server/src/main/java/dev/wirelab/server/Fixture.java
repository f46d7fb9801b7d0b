package dev.wirelab.server;

import dev.wirelab.server.imap.Wording;
import dev.wirelab.server.wire.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that a lab begins with: who has a mailbox, what lies in it, what the hosts are called and
/// what time it is. The same fixture gives the same lab on every machine.
///
/// @param name what the fixture is called
/// @param clock the moment at which the lab's clock stands
/// @param hosts the name by which each server introduces itself
/// @param esmtp what the SMTP server offers
/// @param pop3 what the POP3 server says
/// @param imap what the IMAP server says
/// @param users who has a mailbox, in the fixture's order
public record Fixture(
    String name,
    Instant clock,
    Map<Protocol, String> hosts,
    Esmtp esmtp,
    Pop3 pop3,
    Imap imap,
    List<User> users) {

  private static final String FILE = "fixture.ini";

  public Fixture {
    hosts = Map.copyOf(hosts);
    users = List.copyOf(users);
  }

  /// What the SMTP server offers.
  ///
  /// @param keywords the lines that follow EHLO's greeting, in order (RFC 5321, 4.1.1.1)
  /// @param required those without which no mail is taken, `STARTTLS` and `AUTH`
  /// @param size the largest message taken, in octets (RFC 1870)
  public record Esmtp(List<String> keywords, Set<String> required, int size) {
    public Esmtp {
      keywords = List.copyOf(keywords);
      required = Set.copyOf(required);
    }
  }

  /// What the POP3 server says.
  ///
  /// @param stamp what the first greeting has for APOP, angle brackets included (RFC 1939, 7)
  public record Pop3(String stamp) {}

  /// What the IMAP server says, where no client minds.
  ///
  /// @param greeting what stands behind the host's name in the greeting
  /// @param wordings what some accounts hear, by login
  /// @param condstore whether changes are counted for clients to see (RFC 7162)
  public record Imap(String greeting, Map<String, Wording> wordings, boolean condstore) {
    public Imap {
      wordings = Map.copyOf(wordings);
    }
  }

  /// Somebody with a mailbox.
  ///
  /// @param aliases further addresses whose mail arrives here
  /// @param folders INBOX first
  public record User(Account account, List<String> aliases, List<Folder> folders) {
    public User {
      aliases = List.copyOf(aliases);
      folders = List.copyOf(folders);
    }
  }

  /// A folder of messages.
  ///
  /// @param uidValidity what IMAP's UIDs go with (RFC 3501, 2.3.1.1), if the lab is not to count by
  ///   itself
  /// @param use what the folder is for, `\Sent` or `\Trash` (RFC 6154)
  public record Folder(
      String name, Optional<Long> uidValidity, Optional<String> use, List<Message> messages) {
    public Folder {
      messages = List.copyOf(messages);
    }
  }

  /// A message that is there from the start.
  ///
  /// @param file where it was read from
  /// @param raw its octets, with CR LF; not copied, so not to be changed
  /// @param flags in IMAP's spelling
  /// @param recent whether no session has seen it yet (RFC 3501, 2.3.2, `\Recent`)
  /// @param received IMAP's INTERNALDATE
  public record Message(
      String file, byte[] raw, Set<String> flags, boolean recent, Instant received) {
    public Message {
      flags = Set.copyOf(flags);
    }
  }

  /// The fixtures that come with the server.
  public static final List<String> NAMES = List.of("walkthrough", "course", "empty", "large");

  /// One of the fixtures that come with the server, `walkthrough` for one.
  ///
  /// @throws FixtureException if there is none of that name; it lists those there are
  public static Fixture named(String name) {
    if (!NAMES.contains(name)) {
      throw new FixtureException(
          "No fixture is called '" + name + "'; there are: " + String.join(", ", NAMES));
    }
    return FixtureReader.read(new FixtureSources.Resources("/fixtures/" + name), FILE, name);
  }

  /// A fixture of one's own.
  ///
  /// @param file the file itself, or the folder in which it is called `fixture.ini`
  /// @throws FixtureException if it cannot be read or says what makes no sense; it names file and
  ///   line
  public static Fixture read(Path file) {
    var path = Files.isDirectory(file) ? file.resolve(FILE) : file;
    var folder = path.toAbsolutePath().getParent();
    return FixtureReader.read(
        new FixtureSources.Folder(folder),
        path.getFileName().toString(),
        Files.isDirectory(file) ? file.getFileName().toString() : path.getFileName().toString());
  }
}
