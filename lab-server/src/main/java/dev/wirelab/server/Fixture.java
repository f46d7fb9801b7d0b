package dev.wirelab.server;

import dev.wirelab.server.wire.Protocol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that a lab begins with: who has a mailbox, what lies in it, what the hosts are called and
/// what time it is. The same fixture gives the same lab on every machine.
///
/// @param name what the fixture is called
/// @param clock the moment at which the lab's clock stands
/// @param hosts the name by which each server introduces itself
/// @param esmtp what the SMTP server offers
/// @param users who has a mailbox, in the fixture's order
public record Fixture(
    String name, Instant clock, Map<Protocol, String> hosts, Esmtp esmtp, List<User> users) {

  public Fixture {
    hosts = Map.copyOf(hosts);
    users = List.copyOf(users);
  }

  /// What the SMTP server offers.
  ///
  /// @param keywords the lines that follow EHLO's greeting, in order (RFC 5321, 4.1.1.1)
  /// @param size the largest message taken, in octets (RFC 1870)
  public record Esmtp(List<String> keywords, int size) {
    public Esmtp {
      keywords = List.copyOf(keywords);
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
  /// @param uidValidity RFC 3501, 2.3.1.1
  public record Folder(String name, long uidValidity, List<Message> messages) {
    public Folder {
      messages = List.copyOf(messages);
    }
  }

  /// A message that is there from the start.
  ///
  /// @param file where it was read from
  /// @param raw its octets, with CR LF; not copied, so not to be changed
  /// @param flags in IMAP's spelling
  /// @param received IMAP's INTERNALDATE
  public record Message(String file, byte[] raw, Set<String> flags, Instant received) {
    public Message {
      flags = Set.copyOf(flags);
    }
  }

  /// One of the fixtures that come with the server, `walkthrough` for one.
  ///
  /// @throws FixtureException if there is none of that name; it lists those there are
  public static Fixture named(String name) {
    if (!name.equals("walkthrough")) {
      throw new FixtureException("No fixture is called '" + name + "'. There is: walkthrough");
    }
    return new Fixture(
        name,
        Instant.parse("2026-01-05T09:00:00Z"),
        Map.of(Protocol.SMTP, "foo.com", Protocol.POP3, "dewey", Protocol.IMAP, "example.com"),
        new Esmtp(List.of("8BITMIME", "SIZE", "DSN", "HELP"), 5_242_880),
        List.of(
            new User(
                new Account("jones", "Jones@foo.com", "wirelab"),
                List.of(),
                List.of(new Folder("INBOX", 1, List.of())))));
  }

  /// A fixture of one's own.
  ///
  /// @throws FixtureException if it cannot be read or says what makes no sense; it names file and
  ///   line
  public static Fixture read(Path file) {
    throw new FixtureException(file + ": reading fixtures from files comes next");
  }
}
