package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.net.Incoming;
import dev.wirelab.server.net.Room;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Texts on their way share a room of fixed size.
class RoomTest {

  private final Room room = new Room(128 * 1024);

  @Test
  void whatOneHasTakenTheOtherHasNot() {
    try (var other = room.share()) {
      try (var one = room.share()) {
        assertThat(one.has(128 * 1024)).isTrue();
        assertThat(other.has(1)).isFalse();
      }
      assertThat(other.has(128 * 1024)).isTrue();
    }
    try (var next = room.share()) {
      assertThat(next.has(128 * 1024)).isTrue();
      assertThat(next.has(128 * 1024 + 1)).isFalse();
    }
  }

  @Test
  void aTextWithoutRoomIsReadToItsEnd() throws IOException {
    var sent = "Hello!\r\n.\r\nQUIT".getBytes(ISO_8859_1);
    var in = new Incoming(new ByteArrayInputStream(sent), () -> {});
    try (var all = room.share();
        var none = room.share()) {
      assertThat(all.has(128 * 1024)).isTrue();

      assertThat(MailData.read(in, 1_000, none)).isEqualTo(new MailData.NoRoom());
    }
    assertThat(in.read()).isEqualTo('Q');
  }
}
