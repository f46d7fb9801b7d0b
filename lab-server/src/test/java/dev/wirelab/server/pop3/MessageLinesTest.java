package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.store.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages that did not come by SMTP may have lines of any kind; on the wire they have CR LF.
class MessageLinesTest {

  private static Message stored(String text) {
    var mail = new Mailstore();
    mail.open("bob", "bob@foo.com", "secret", List.of());
    mail.append("bob", "INBOX", text.getBytes(ISO_8859_1), Set.of(), Instant.EPOCH);
    return mail.snapshot("bob", "INBOX").orElseThrow().getFirst();
  }

  private static String sent(Message message, OptionalInt lines) throws IOException {
    var out = new ByteArrayOutputStream();
    new Reply.Mail("x", message, lines).writeTo(out);
    return spelled(out.toString(ISO_8859_1).substring("+OK x\r\n".length()));
  }

  private static String spelled(String octets) {
    return octets.replace("\r", "R").replace("\n", "N");
  }

  private static String octets(String spelled) {
    return spelled.replace("R", "\r").replace("N", "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "A: bRNRNxRN,  A: bRNRNxRN.RN",
    "A: bRNRNx,    A: bRNRNxRN.RN",
    "A: bRNRN.RN,  A: bRNRN..RN.RN",
    "A: bRNRN.,    A: bRNRN..RN.RN",
    "A: bRNRNxN.N, A: bRNRNxRN..RN.RN",
    "A: bRNRNxR.R, A: bRNRNxRN..RN.RN",
    "A: bRNRNxRRNy,A: bRNRNxRNRNyRN.RN",
    "A: bRNRN,     A: bRNRN.RN",
    "A: bRN,       A: bRN.RN",
  })
  void linesEndWithCrLfAndDotsAreStuffed(String stored, String sent) throws IOException {
    var message = stored(octets(stored));
    assertThat(sent(message, OptionalInt.empty())).isEqualTo(sent);
    long stuffed = sent.contains("RN..RN") ? 1 : 0;
    assertThat(Item.of(1, message).octets()).isEqualTo(sent.length() - ".RN".length() - stuffed);
  }

  @Test
  void topCountsTheLinesOfTheBody() throws IOException {
    var message = stored("A: b\r\n c\r\n\r\n\r\n.\r\nlast");
    assertThat(sent(message, OptionalInt.of(0))).isEqualTo("A: bRN cRNRN.RN");
    assertThat(sent(message, OptionalInt.of(1))).isEqualTo("A: bRN cRNRNRN.RN");
    assertThat(sent(message, OptionalInt.of(2))).isEqualTo("A: bRN cRNRNRN..RN.RN");
    assertThat(sent(message, OptionalInt.of(3))).isEqualTo("A: bRN cRNRNRN..RNlastRN.RN");
    assertThat(sent(message, OptionalInt.of(4))).isEqualTo(sent(message, OptionalInt.empty()));
  }
}
