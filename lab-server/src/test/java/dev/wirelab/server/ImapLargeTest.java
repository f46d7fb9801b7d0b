package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mailbox of 10,000 messages is no slower than another.
@Timeout(120)
class ImapLargeTest {

  private static final int MESSAGES = 10_000;
  private static final Duration MOST = Duration.ofMillis(20);

  @TempDir Path folder;

  private Path fixture() throws IOException {
    var text =
        new StringBuilder(
            "[lab]\nclock = 2026-01-05T09:00:00Z\n[account bob]\naddress = b@foo.com\npassword = x\n");
    var message =
        "[message bob INBOX]\nfile = one.eml\nreceived = 2026-01-05T09:00:00Z\n".repeat(MESSAGES);
    Files.writeString(
        folder.resolve("one.eml"),
        "From: alice@foo.com\nTo: bob@foo.com\nSubject: one of many\n\nHello!\n");
    Files.writeString(folder.resolve("fixture.ini"), text.append(message));
    return folder;
  }

  @Test
  void oneOfTenThousandIsFetchedAtOnce() throws IOException {
    try (var lab = LabServer.start(Fixture.read(fixture()));
        var client = Conversation.with(lab, ServiceName.IMAP)) {
      client.goes("S: * OK *\nC: a LOGIN bob x\nS: a OK *");
      assertThat(ImapTest.ask(client, "SELECT INBOX")).contains("* 10000 EXISTS", "* 10000 RECENT");
      for (var items :
          new String[] {
            "(FLAGS RFC822.SIZE UID)", "ENVELOPE", "BODY[]", "BODYSTRUCTURE", "(UID INTERNALDATE)",
          }) {
        assertThat(median(client, "FETCH %d " + items)).as(items).isLessThan(MOST);
        assertThat(median(client, "UID FETCH %d " + items)).as(items).isLessThan(MOST);
      }
      assertThat(median(client, "STORE %d +FLAGS (\\Flagged)")).isLessThan(MOST);
      assertThat(ImapTest.ask(client, "FETCH 1:* (FLAGS UID)")).hasSize(MESSAGES + 1);
      assertThat(ImapTest.ask(client, "SEARCH SUBJECT many")).hasSize(2);
      assertThat(ImapTest.ask(client, "STORE 1:* +FLAGS.SILENT (\\Deleted)")).hasSize(1);
      assertThat(ImapTest.ask(client, "EXPUNGE")).hasSize(MESSAGES + 1);
    }
  }

  private static Duration median(Conversation client, String command) {
    var times = new long[21];
    for (int i = 0; i < times.length; i++) {
      var each = command.formatted(MESSAGES - i * 7);
      long begin = System.nanoTime();
      assertThat(ImapTest.ask(client, each).getLast()).startsWith("t OK ");
      times[i] = System.nanoTime() - begin;
    }
    Arrays.sort(times);
    return Duration.ofNanos(times[times.length / 2]);
  }
}
