package dev.wirelab.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
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
