package dev.wirelab.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Folders and what lies in them, whoever looks.
class FolderTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Mailstore mail = new Mailstore(100, Quota.NONE);
  private Folders folders;
  private Folder inbox;

  @BeforeEach
  void open() {
    mail.open("jones", "Jones@foo.com", "secret", List.of());
    folders = mail.owned("jones");
    inbox = folders.inbox();
  }

  private Message append(Folder folder, String... flags) throws Exception {
    folder.append("Subject: x\r\n\r\nHello!\r\n".getBytes(ISO_8859_1), Set.of(flags), NOW);
    return folder.messages().getLast();
  }

  private Flagged flag(Message message, Set<String> flags) throws Exception {
    return inbox.flag(message, Long.MAX_VALUE, before -> flags);
  }

  @Test
  void aSnapshotStaysAsItIs() throws Exception {
    append(inbox);
    var before = inbox.snapshot();
    append(inbox);
    inbox.expunge(Set.of(1L));

    assertThat(before.messages()).extracting(Message::uid).containsExactly(1L);
    assertThat(before.messages().getFirst().octets()).hasSize(22);
    assertThat(inbox.messages()).extracting(Message::uid).containsExactly(2L);
    assertThat(inbox.snapshot().modSequence()).isGreaterThan(before.modSequence());
    assertThat(inbox.snapshot()).isSameAs(inbox.snapshot());
    assertThat(inbox.uidNext()).isEqualTo(3);
  }

  @Test
  void octetsAreKeptWhateverTheyAre() throws Exception {
    var texts =
        List.of("", "\r\n", "no header", "a: b", "a: b\nc", "\0\r\r\n\n\u00ff", "a : b\r\n c\r\n");
    for (var text : texts) {
      inbox.append(text.getBytes(ISO_8859_1), Set.of(), NOW);
    }
    assertThat(inbox.messages())
        .extracting(message -> new String(message.octets(), ISO_8859_1))
        .isEqualTo(texts);
    assertThat(inbox.messages()).extracting(Message::size).containsExactly(0, 2, 9, 4, 6, 6, 11);
  }

  @Test
  void flagsChangeAndAreCountedAsChanges() throws Exception {
    var message = append(inbox, "\\Seen", "Kept");
    long before = message.modSequence();

    assertThat(flag(message, Set.of("\\Deleted", "kept", "\\Seen"))).isEqualTo(Flagged.DONE);
    assertThat(message.flags()).containsExactly("Kept", "\\Deleted", "\\Recent", "\\Seen");
    assertThat(message.modSequence()).isGreaterThan(before);
    long after = message.modSequence();
    assertThat(flag(message, message.flags())).isEqualTo(Flagged.DONE);
    assertThat(message.modSequence()).isEqualTo(after);
    assertThat(inbox.keywords()).containsExactly("Kept");

    inbox.expunge(Set.of(message.uid()));
    assertThat(flag(message, Set.of())).isEqualTo(Flagged.GONE);
  }

  @Test
  void theFirstWatcherClaimsWhatIsRecent() throws Exception {
    var heard = new ArrayList<String>();
    var first = new HashSet<Long>();
    class Claiming implements Folder.Watcher {
      @Override
      public void changed() {
        heard.add("changed");
      }

      @Override
      public boolean claims(Message message) {
        return first.add(message.uid());
      }
    }
    append(inbox);
    try (var _ = inbox.watch(() -> heard.add("looked"));
        var _ = inbox.watch(new Claiming());
        var _ = inbox.watch(new Claiming())) {
      assertThat(append(inbox).has(ImapFlags.RECENT)).isFalse();
      assertThat(heard).containsExactly("looked", "changed", "changed");
    }
    assertThat(first).containsExactly(2L);
    assertThat(append(inbox).has(ImapFlags.RECENT)).isTrue();
    assertThat(heard).hasSize(3);
    assertThat(inbox.claimRecent()).extracting(Message::uid).containsExactly(1L, 3L);
    assertThat(inbox.claimRecent()).isEmpty();
  }

  @Test
  void whatIsMovedIsThereAndNoLongerHere() throws Exception {
    var one = append(inbox, "\\Seen");
    var other = append(inbox);
    var target = folders.create("target");
    inbox.expunge(Set.of(other.uid()));

    var moved = inbox.move(List.of(one, other), target);

    assertThat(moved)
        .singleElement()
        .satisfies(only -> {
          assertThat(only.message()).isSameAs(one);
          assertThat(only.uid()).isEqualTo(1);
        });
    assertThat(inbox.messages()).isEmpty();
    assertThat(target.messages().getFirst().flags()).containsExactly("\\Recent", "\\Seen");
  }

  @Test
  void aDeletedFolderTakesNoMore() throws Exception {
    var box = folders.create("box");
    append(box);
    folders.delete("box");

    assertThat(box.messages()).isEmpty();
    assertThatThrownBy(() -> append(box)).isInstanceOf(FolderClosedException.class);
    assertThat(folders.find("box")).isEmpty();
    assertThat(folders.create("box").uidValidity()).isGreaterThan(box.uidValidity());
  }

  @Test
  void numbersThatAreChosenAreNotGivenTwice() throws Exception {
    mail.createFolder("jones", "a", Optional.of(5_000L), Optional.of("\\Sent"));

    assertThat(folders.find("a").orElseThrow().uidValidity()).isEqualTo(5_000);
    assertThat(folders.create("b").uidValidity()).isEqualTo(5_001);
    assertThat(folders.list()).extracting(Folders.Place::use).contains(Optional.of("\\Sent"));
  }

  @Test
  void thereIsRoomForSoManyFolders() throws Exception {
    for (int i = 1; i < 1_000; i++) {
      folders.create("f" + i);
    }
    assertThatThrownBy(() -> folders.create("one.more"))
        .isInstanceOfSatisfying(
            FolderNameException.class,
            e -> assertThat(e.reason()).isEqualTo(FolderNameException.Reason.TOO_MANY));
  }

  @Test
  void roomIsFoundAgainWhenMailGoes() throws Exception {
    var megabyte = new byte[1024 * 1024];
    for (int i = 0; i < 32; i++) {
      inbox.append(megabyte, Set.of(), NOW);
    }
    assertThatThrownBy(() -> inbox.append(megabyte, Set.of(), NOW))
        .isInstanceOf(StorageFullException.class);
    inbox.expunge(Set.of(1L, 2L));
    inbox.append(megabyte, Set.of(), NOW);
  }
}
