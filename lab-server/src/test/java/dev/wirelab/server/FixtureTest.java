package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(60)
class FixtureTest {

  static final java.util.List<String> NAMES = Fixture.NAMES;

  private static final String WHOLE =
      """
      # A lab with all that a lab may have.
      [lab]
      clock = 2026-01-05T09:00:00Z
      [smtp]
      host = foo.com
      [pop3]
      host = dewey
      [account bob]
      address = bob@foo.com
      password = red queen = #1
      aliases = robert@foo.com, rob@bar.com
      [folder bob INBOX]
      [folder bob Lists.Trees]
      [message bob inbox]
      file = hello.eml
      received = 2026-01-04T12:30:00Z
      flags = \\Seen important
      [message bob Lists.Trees]
      file = hello.eml
      received = 2026-01-03T12:30:00Z
      """;

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    Files.writeString(folder.resolve("hello.eml"), "Subject: Hello\n\nHello!");
    return Files.writeString(folder.resolve("fixture.ini"), text);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void thoseThatComeWithTheServerCanBeRead(String name) {
    assertThat(Fixture.named(name).name()).isEqualTo(name);
  }

  @Test
  void theWalkThroughHasItsThreeHosts() {
    var fixture = Fixture.named("walkthrough");

    assertThat(fixture.hosts())
        .containsEntry(Protocol.SMTP, "foo.com")
        .containsEntry(Protocol.POP3, "dewey")
        .containsEntry(Protocol.IMAP, "example.com");
    assertThat(fixture.esmtp().keywords()).containsExactly("8BITMIME", "SIZE", "DSN", "HELP");
    assertThat(fixture.pop3().stamp()).isEqualTo("<1896.6971@mailgate.dobbs.org>");
  }

  @Test
  void allThatAFixtureSaysIsThere() throws IOException {
    write(WHOLE);
    var fixture = Fixture.read(folder);

    assertThat(fixture.clock()).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(fixture.hosts()).containsEntry(Protocol.POP3, "dewey");
    assertThat(fixture.esmtp().keywords())
        .containsExactly(
            "PIPELINING",
            "8BITMIME",
            "SMTPUTF8",
            "SIZE 5242880",
            "DSN",
            "CHUNKING",
            "ENHANCEDSTATUSCODES",
            "STARTTLS",
            "AUTH PLAIN LOGIN",
            "EXPN",
            "HELP");
    assertThat(fixture.esmtp().required()).isEmpty();
    assertThat(fixture.pop3().stamp()).isEqualTo("<1.1767603600@dewey>");
    var bob = fixture.users().getFirst();
    assertThat(bob.account()).isEqualTo(new Account("bob", "bob@foo.com", "red queen = #1"));
    assertThat(bob.aliases()).containsExactly("robert@foo.com", "rob@bar.com");
    assertThat(bob.folders())
        .extracting(Fixture.Folder::name)
        .containsExactly("INBOX", "Lists.Trees");
  }

  @Test
  void aLabBeginsWithIt() throws IOException {
    try (var server = LabServer.start(Fixture.read(write(WHOLE)))) {
      var message = server.messages("bob", "INBOX").getFirst();
      assertThat(new String(message.raw(), ISO_8859_1))
          .isEqualTo("Subject: Hello\r\n\r\nHello!\r\n");
      assertThat(message.flags()).containsExactly("\\Recent", "\\Seen", "important");
      assertThat(message.received()).isEqualTo(Instant.parse("2026-01-04T12:30:00Z"));
      assertThat(server.messages("bob", "Lists.Trees")).hasSize(1);
      try (var client = Conversation.with(server, Protocol.SMTP)) {
        client.goes("S: 220 foo.com *\nC: HELO x\nS: 250 *\nC: MAIL FROM:<>\nS: 250 *");
        client.goes("C: RCPT TO:<ROB@bar.com>\nS: 250 *\nC: RCPT TO:<x@bar.com>");
        client.hears("550 5.1.1 No such user here");
      }
    }
  }

  @Test
  void aLabBeginsWithTheMessagesOfItsFiles() {
    var fixture = Fixture.read(Path.of("src/test/resources/fixtures/seeded"));
    try (var server = LabServer.start(fixture)) {
      assertThat(server.messages("jones", "INBOX")).isEmpty();
      assertThat(server.messages("jones", "Lists.Trees"))
          .singleElement()
          .satisfies(message -> {
            assertThat(message.uid()).isEqualTo(1);
            assertThat(message.flags()).containsExactly("\\Recent", "\\Seen", "important");
            assertThat(message.received()).isEqualTo(Instant.parse("2026-01-04T12:30:00Z"));
            assertThat(message.raw())
                .isEqualTo(
                    """
                    From: Lists of trees <trees@bar.com>
                    To: Jones@foo.com
                    Subject: Oaks

                    An oak does not hurry.
                    """
                        .replace("\n", "\r\n")
                        .getBytes(ISO_8859_1));
          });
      server.reset();
      assertThat(server.messages("jones", "Lists.Trees")).hasSize(1);
    }
  }

  @Test
  void whatImapTellsCanBeChosen() throws IOException {
    write(
        WHOLE
                .replace("[pop3]", "[imap]\nhost = example.com\ngreeting = Good morning\n[pop3]")
                .replace("[folder bob INBOX]", "[folder bob INBOX]\nuidvalidity = 42\nuse = \\All")
                .replace("flags = \\Seen important", "flags = \\Seen important\nrecent = no")
            + """
            [wording bob]
            login = Welcome
            completed = {Command} done
            flags = \\Draft \\Seen \\Deleted \\Flagged \\Answered
            select = UIDNEXT EXISTS FLAGS RECENT UNSEEN PERMANENTFLAGS UIDVALIDITY
            uidnext = What comes
            """);
    try (var server = LabServer.start(Fixture.read(folder));
        var client = Conversation.with(server, Protocol.IMAP)) {
      client.goes(
          """
          S: * OK example.com Good morning
          C: a LOGIN bob "red queen = #1"
          S: a OK Welcome
          C: b LIST "" INBOX
          S: * LIST (\\HasNoChildren \\All) "." "INBOX"
          S: b OK List done
          C: c SELECT INBOX
          S: * OK [UIDNEXT 2] What comes
          S: * 1 EXISTS
          S: * FLAGS (\\Draft \\Seen \\Deleted \\Flagged \\Answered important)
          S: * 0 RECENT
          S: * OK [PERMANENTFLAGS (\\Draft \\Seen \\Deleted \\Flagged \\Answered important \\*)] *
          S: * OK [UIDVALIDITY 42] UIDs valid
          S: c OK [READ-WRITE] Select done
          """);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[imap]/greeting = [ALERT] x      | 22 | greeting: must be printable ASCII, and not begin",
        "[folder bob X]/uidvalidity = 0   | 22 | uidvalidity: '0' is no whole number in 1 to ",
        "[folder bob X]/use = Sent        | 22 | use: 'Sent' is no use of a folder; there are: [",
        "[wording rob]/login = x          | 21 | nobody logs in as 'rob'",
        "[wording bob]/flags = \\Seen   | 22 | flags: must be these, each once, in any order: ",
        "[wording bob]/select = EXISTS    | 22 | select: must be these, each once, in any order: ",
        "[wording bob]/completed = gr\u00fcn | 22 | completed: must be printable ASCII",
        "[wording bob]/colour = green     | 22 | colour: is no key of [wording]; there are: ",
        "[wording]/login = x              | 21 | [wording] needs a name",
      })
  void faultsInWhatImapTellsAreFound(String section, int line, String fault) throws IOException {
    assertThat(WHOLE.lines()).hasSize(20);
    var file = write(WHOLE + section.replace("/", "\n").replace("\\\\", "\\"));

    assertThatThrownBy(() -> Fixture.read(file))
        .isInstanceOf(FixtureException.class)
        .hasMessageStartingWith(file + ":" + line + ": " + fault);
  }

  @Test
  void moreKeywordsThanThereIsRoomForAreFound() throws IOException {
    var keywords = IntStream.range(0, 200).mapToObj(i -> "k" + i).collect(joining(" "));
    Files.writeString(folder.resolve("x.eml"), "Subject: x\n\nx\n");
    var message = "[message bob INBOX]\nfile = x.eml\nreceived = 2026-01-04T12:30:00Z\nflags = ";
    assertThatThrownBy(() -> Fixture.read(write(WHOLE + message + keywords)))
        .hasMessageEndingWith(":21: up to here the folder has 201 keywords; there is room for 200");
  }

  @Test
  void moreFoldersThanThereIsRoomForAreFound() {
    var folders = IntStream.range(0, 500).mapToObj(i -> "[folder bob a" + i + ".b]\n");
    assertThatThrownBy(() -> Fixture.read(write(WHOLE + folders.collect(joining()))))
        .hasMessageEndingWith(
            ":519: that would be more folders than the 1000 that one account can have");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host = dewey                   | stamp = <12@dewey>        |  7 | stamp: '<12@dewey>' is no stamp; write it like <1896.6971@dewey.example>
          [smtp]                         | [smtq]                    |  4 | [smtq] is no section; there are: [account, choice, folder, http, imap, lab, message, messages, pop3, smtp, wording]
          [smtp]                         | [smtp foo]                |  4 | [smtp] takes no name
          [smtp]                         | [smtp                     |  4 | a section has the form [kind] or [kind name]
          [smtp]                         | []                        |  4 | a section has the form [kind] or [kind name]
          [pop3]                         | [smtp]                    |  6 | [smtp] stands there twice
          [lab]                          | # lab                     |  3 | a [section] must come first
          host = foo.com                 | hots = foo.com            |  5 | hots: is no key of [smtp]; there are: [ehlo, host, require, size]
          host = foo.com                 | host = foo com            |  5 | host: 'foo com' is no host name
          host = foo.com                 | foo.com                   |  5 | neither a [section] nor 'key = value' nor '# a remark'
          host = foo.com                 | size = big                |  5 | size: 'big' is no whole number in 1 to 16777216
          host = foo.com                 | size = 0                  |  5 | size: '0' is no whole number in 1 to 16777216
          host = foo.com                 | ehlo = HELP, FLY          |  5 | ehlo: 'FLY' is no extension that this server has
          host = foo.com                 | ehlo = AUTH X, HELP       |  5 | ehlo: 'AUTH X' is no extension that this server has
          host = foo.com                 | ehlo = SMTPUTF8, HELP     |  5 | ehlo: who lists SMTPUTF8 must list 8BITMIME too
          host = foo.com                 | require = HELP            |  5 | require: 'HELP' cannot be required, only STARTTLS and AUTH
          clock = 2026-01-05T09:00:00Z   | clock = tomorrow          |  3 | clock: 'tomorrow' is no moment; write it like 2026-01-05T09:00:00Z
          clock = 2026-01-05T09:00:00Z   | # no clock                |  2 | [lab] needs a line 'clock = ...'
          [account bob]                  | [account]                 |  8 | [account] needs a name: [account jones]
          [account bob]                  | [account bob and alice]   |  8 | A login has no blanks: 'bob and alice'
          password = red queen = #1      | # none                    |  8 | [account bob] needs a line 'password = ...'
          password = red queen = #1      | address = x@foo.com       | 10 | address: stands there twice in [account bob]
          address = bob@foo.com          | address = bob             |  9 | address: 'bob' is no mail address
          robert@foo.com                 | BOB@foo.com               | 11 | aliases: BOB@foo.com is somebody's address already
          [folder bob INBOX]             | [folder rob INBOX]        | 12 | nobody logs in as 'rob'; [account rob] must come first
          [folder bob INBOX]             | [folder bob]              | 12 | needs login and folder: [folder bob INBOX]
          [folder bob Lists.Trees]       | colour = green            | 13 | colour: is no key of [folder]; there are: [uidvalidity, use]
          [folder bob Lists.Trees]       | # none                    | 18 | bob has no folder Lists.Trees yet; there are: [INBOX]
          file = hello.eml               | file = gone.eml           | 15 | file: gone.eml cannot be read
          received = 2026-01-04T12:30:00Z| # never                   | 14 | [message bob inbox] needs a line 'received = ...'
          flags = \\Seen important       | flags = \\Sehen           | 17 | flags: '\\Sehen' is no flag; there are
          """)
  void faultsAreFoundWhereTheyAre(String right, String wrong, int line, String fault)
      throws IOException {
    assertThat(WHOLE).contains(right);
    var file =
        write(
            WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong)));

    assertThatThrownBy(() -> Fixture.read(file))
        .isInstanceOf(FixtureException.class)
        .hasMessageStartingWith(file + ":" + line + ": " + fault);
  }

  @Test
  void aFixtureThatIsNotThereIsSaid() throws IOException {
    assertThatThrownBy(() -> Fixture.named("walkabout"))
        .isInstanceOf(FixtureException.class)
        .hasMessage(
            "No fixture is called 'walkabout'; there are: walkthrough, course, empty, large");
    assertThatThrownBy(() -> Fixture.read(folder.resolve("gone.ini")))
        .isInstanceOf(FixtureException.class)
        .hasMessageContaining("gone.ini: there is no such file");
    var binary = Files.write(folder.resolve("binary.ini"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> Fixture.read(binary))
        .isInstanceOf(FixtureException.class)
        .hasMessageEndingWith("binary.ini: not a text in UTF-8");
  }

  @Test
  void whatIsRequiredMustBeListed() throws IOException {
    var file = write(WHOLE.replace("host = foo.com", "ehlo = HELP\nrequire = AUTH"));

    assertThatThrownBy(() -> Fixture.read(file))
        .hasMessage(file + ":6: require: ehlo does not list AUTH");
  }

  private static final String SERIES =
      """
      [choice colour]
      of = red | gr\u00fcn |
      [messages bob Lists.Trees]
      file = many.eml
      count = 4
      received = 2026-01-01T00:00:00Z
      every = P1D
      flags = \\Seen | | \\Flagged rare
      recent = no
      """;

  private Path series(String section, String text) throws IOException {
    Files.writeString(folder.resolve("many.eml"), text);
    return write(WHOLE + section);
  }

  @Test
  void manyMessagesAreMadeByARule() throws IOException {
    var fixture =
        Fixture.read(
            series(SERIES, "Subject: {number}\nDate: {date}\n\n{colour}, {number} {Not} {}"));

    var messages = fixture.users().getFirst().folders().get(1).messages();
    assertThat(messages).hasSize(5);
    assertThat(messages.subList(1, 5))
        .extracting(message -> new String(message.raw(), UTF_8).replaceFirst("(?s).*\r\n\r\n", ""))
        .containsExactly(
            "red, 1 {Not} {}\r\n",
            "gr\u00fcn, 2 {Not} {}\r\n",
            ", 3 {Not} {}\r\n",
            "red, 4 {Not} {}\r\n");
    assertThat(messages.get(2).raw())
        .asString(UTF_8)
        .startsWith("Subject: 2\r\nDate: Fri, 2 Jan 2026 00:00:00 +0000\r\n");
    assertThat(messages.subList(1, 5))
        .extracting(Fixture.Message::flags)
        .containsExactly(Set.of("\\Seen"), Set.of(), Set.of("\\Flagged", "rare"), Set.of("\\Seen"));
    assertThat(messages.get(4).received()).isEqualTo("2026-01-04T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [choice colour] | [choice Colour] | 21 | 'Colour' is no name of a choice: small letters,
          [choice colour] | [choice date]   | 21 | 'date' is no name of a choice: small letters,
          [choice colour] | [choice]        | 21 | [choice] needs a name
          of = red        | # none          | 21 | [choice colour] needs a line 'of = ...'
          count = 4       | count = 100001  | 25 | count: '100001' is no whole number in 1 to 100000
          count = 4       | # none          | 23 | [messages bob Lists.Trees] needs a line 'count = ...'
          every = P1D     | every = day     | 27 | every: 'day' is no time span; write it like PT2H30M
          every = P1D     | each = P1D      | 27 | each: is no key of [messages]; there are: [count, every, file,
          Lists.Trees     | Lists.Birds     | 23 | bob has no folder Lists.Birds yet; there are: [INBOX, Lists.Trees]
          Lists.Trees     | Lists..Trees    | 23 | Lists..Trees: A dot separates the levels of a name
          flags = \\Seen  | flags = \\Sehen | 28 | flags: '\\Sehen' is no flag
          """)
  void faultsInARuleAreFound(String right, String wrong, int line, String fault)
      throws IOException {
    assertThat(SERIES).contains(right);
    var file =
        series(SERIES.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)), "x");

    assertThatThrownBy(() -> Fixture.read(file))
        .isInstanceOf(FixtureException.class)
        .hasMessageStartingWith(file + ":" + line + ": " + fault);
  }

  @Test
  void faultsInAMessageAreFoundInItsOwnFile() throws IOException {
    var file = series(SERIES, "Subject: {number}\n\n{color}\n");
    assertThatThrownBy(() -> Fixture.read(file))
        .hasMessage(
            folder.resolve("many.eml")
                + ":3: {color} is neither {number} nor {date} nor a [choice color]");

    series(SERIES, "Subject: 1\r\n\r\nfirst\rsecond\r\n");
    assertThatThrownBy(() -> Fixture.read(file))
        .hasMessage(
            folder.resolve("many.eml") + ":3: a CR stands alone; lines end with LF or CR LF");

    series(SERIES, "Subject: 1\n\0\n");
    assertThatThrownBy(() -> Fixture.read(file))
        .hasMessageStartingWith(folder.resolve("many.eml") + ":2: a NUL; mail has none");
  }

  @Test
  void moreMailThanALabHoldsIsFoundWhereItBecomesTooMuch() throws IOException {
    var file = series(SERIES.replace("count = 4", "count = 40"), "x".repeat(1024 * 1024));

    assertThatThrownBy(() -> Fixture.read(file))
        .hasMessageStartingWith(file + ":23: up to here it is 41943")
        .hasMessageEndingWith(" octets of mail; a lab holds 33554432");
  }
}
