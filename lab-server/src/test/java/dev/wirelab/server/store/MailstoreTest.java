package dev.wirelab.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailstoreTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final byte[] MESSAGE = "Subject: x\r\n\r\nHello!\r\n".getBytes(ISO_8859_1);

  private final Mailstore mail = new Mailstore();

  @Test
  void aDeliveryThatFailsForOneIsUndoneForAll() throws DeliveryException, StorageFullException {
    mail.open("jones", "Jones@foo.com", "secret", List.of());
    var jones = mail.recipient("jones@foo.com").orElseThrow();
    // Somebody whom this store has no mailbox for.
    var elsewhere = new Mailstore();
    elsewhere.open("first", "first@foo.com", "secret", List.of());
    elsewhere.open("second", "second@foo.com", "secret", List.of());
    var stranger = elsewhere.recipient("second@foo.com").orElseThrow();

    assertThatThrownBy(() -> mail.deliver(List.of(jones, stranger), MESSAGE, NOW))
        .isInstanceOf(DeliveryException.class);

    assertThat(mail.messages("jones", "INBOX").orElseThrow()).isEmpty();
    mail.deliver(List.of(jones), MESSAGE, NOW);
    assertThat(mail.messages("jones", "INBOX").orElseThrow()).hasSize(1);
  }

  @Test
  void aDeliveryForWhichOneHasNoRoomIsUndoneForAll() throws Exception {
    var store =
        new Mailstore(
            1, login -> login.equals("smith") ? OptionalLong.of(30) : OptionalLong.empty());
    store.open("jones", "Jones@foo.com", "secret", List.of());
    store.open("smith", "Smith@foo.com", "secret", List.of());
    var both =
        List.of(
            store.recipient("jones@foo.com").orElseThrow(),
            store.recipient("smith@foo.com").orElseThrow());
    store.deliver(both, MESSAGE, NOW);

    assertThatThrownBy(() -> store.deliver(both, MESSAGE, NOW))
        .isInstanceOf(StorageFullException.class);

    assertThat(store.messages("jones", "INBOX").orElseThrow())
        .extracting(Entry::uid)
        .containsExactly(1L);
    assertThat(store.messages("smith", "INBOX").orElseThrow()).hasSize(1);
  }

  @Test
  void flagsAndDatesAreKept() {
    mail.open("jones", "Jones@foo.com", "secret", List.of());
    mail.createFolder("jones", "Lists.Trees");
    mail.append("jones", "Lists.Trees", MESSAGE, Set.of("\\Seen", "important"), NOW);

    var entry = mail.messages("JONES", "Lists.Trees").orElseThrow().getFirst();
    assertThat(entry.flags()).containsExactly("\\Recent", "\\Seen", "important");
    assertThat(entry.received()).isEqualTo(NOW);
    assertThat(entry.octets()).isEqualTo(MESSAGE);
    assertThat(mail.folders("jones")).containsExactlyInAnyOrder("INBOX", "Lists", "Lists.Trees");
  }

  @Test
  void aSnapshotStaysAsItWas() {
    mail.open("jones", "Jones@foo.com", "secret", List.of());
    for (int i = 0; i < 5; i++) {
      mail.append("jones", "INBOX", MESSAGE, Set.of(), NOW);
    }
    var before = mail.snapshot("JONES", "INBOX").orElseThrow();

    mail.expunge("jones", "INBOX", Set.of(1L, 2L, 4L, 99L));
    mail.append("jones", "INBOX", MESSAGE, Set.of(), NOW);

    assertThat(before).extracting(Message::uid).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(before.getFirst().octets()).isEqualTo(MESSAGE);
    assertThat(before.getFirst().received()).isEqualTo(NOW);
    assertThat(mail.snapshot("jones", "INBOX").orElseThrow())
        .extracting(Message::uid)
        .containsExactly(3L, 5L, 6L);
    assertThat(mail.snapshot("jones", "Sent")).isEmpty();
  }

  @Test
  void whatIsMarkedByAnotherIsNotExpunged() {
    mail.open("jones", "Jones@foo.com", "secret", List.of());
    mail.append("jones", "INBOX", MESSAGE, Set.of("\\Deleted"), NOW);
    mail.append("jones", "INBOX", MESSAGE, Set.of(), NOW);

    mail.expunge("jones", "INBOX", Set.of(2L));
    mail.expunge("jones", "Sent", Set.of(1L));
    mail.expunge("jones", "INBOX", Set.of());

    assertThat(mail.snapshot("jones", "INBOX").orElseThrow())
        .extracting(Message::uid)
        .containsExactly(1L);
  }

  @Test
  void whoeverKnowsThePasswordLogsIn() {
    mail.open("jones", "Jones@foo.com", "secret", List.of());

    assertThat(mail.authenticate("JONES", "secret"::equals)).contains("jones");
    assertThat(mail.authenticate("jones", "Secret"::equals)).isEmpty();
    assertThat(mail.authenticate("green", _ -> true)).isEmpty();
  }

  @Test
  void loginsAndAddressesBelongToOne() {
    mail.open("jones", "Jones@foo.com", "secret", List.of("Postmaster@foo.com"));

    assertThatThrownBy(() -> mail.open("JONES", "other@foo.com", "secret", List.of()))
        .hasMessageContaining("JONES");
    assertThatThrownBy(() -> mail.open("other", "postmaster@FOO.com", "secret", List.of()))
        .hasMessageContaining("postmaster@FOO.com");
  }

  @Test
  void nobodyIsMadeUp() {
    assertThat(mail.recipient("green@foo.com")).isEmpty();
    assertThatThrownBy(() -> mail.messages("green", "INBOX")).hasMessage("Nobody logs in as green");
  }
}
