package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TranscriptTest {

  private final Dialogue dialogue = new Dialogue(Protocol.SMTP, Clock.systemUTC(), false);

  private TranscriptTest server(String text) {
    return record(Peer.SERVER, text);
  }

  private TranscriptTest client(String text) {
    return record(Peer.CLIENT, text);
  }

  private TranscriptTest record(Peer peer, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    dialogue.record(peer, octets, 0, octets.length);
    return this;
  }

  private Transcript transcript() {
    return Transcript.of(dialogue);
  }

  private String html() {
    return transcript().mimeBundle().data().get("text/html").toString();
  }

  private Document parsed() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<div>" + html() + "</div>")));
  }

  private static List<Element> all(Document document, String tag) {
    var found = document.getElementsByTagName(tag);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void isATableWithCaptionAndHeads() throws Exception {
    server("220 here\r\n").client("QUIT\r\n").server("221 bye\r\n");
    var document = parsed();
    assertThat(all(document, "caption"))
        .singleElement()
        .extracting(Element::getTextContent)
        .isEqualTo("SMTP conversation, 3 lines");
    assertThat(all(document, "th").stream().map(th -> th.getAttribute("scope")))
        .containsExactly("col", "col", "col", "col", "col", "row", "row", "row");
    assertThat(all(document, "tr")).hasSize(4);
    assertThat(all(document, "tr").get(2).getTextContent())
        .isEqualTo("2clientQUIT <CRLF>6goodbye (RFC 5321, 4.1.1.10)");
    assertThat(all(document, "a").get(1).getAttribute("href"))
        .isEqualTo("https://www.rfc-editor.org/rfc/rfc5321.html#section-4.1.1.10");
  }

  @Test
  void foldsTheMessageAndCountsItsOctets() throws Exception {
    server("220 here\r\n").client("DATA\r\n").server("354 go\r\n");
    client("Blah\r\n...etc.\r\n.\r\n").server("250 OK\r\n");
    var document = parsed();
    assertThat(all(document, "summary"))
        .singleElement()
        .extracting(Element::getTextContent)
        .isEqualTo("The message, 2 lines, 15 octets");
    assertThat(all(document, "pre"))
        .singleElement()
        .extracting(Element::getTextContent)
        .isEqualTo("Blah\n...etc.");
    assertThat(transcript())
        .hasToString(
            """
            S: 220 here
            C: DATA
            S: 354 go
            C: Blah
            C: ...etc.
            C: .
            S: 250 OK\
            """);
  }

  @Test
  void escapesWhatIsHostile() throws Exception {
    server("220 <script>alert(1)</script>\r\n");
    client("EHLO \"><img src=x onerror=alert(1)>&amp;\u0007\u202e\r\n");
    assertThat(html()).doesNotContain("<script", "<img", "\u0007", "\u202e");
    var lines = all(parsed(), "code").stream().map(Element::getTextContent);
    assertThat(lines)
        .containsExactly(
            "220 <script>alert(1)</script>", "EHLO \"><img src=x onerror=alert(1)>&amp;␇\\u202E");
  }

  @Test
  void bringsNoColoursNoStyleSheetAndNoScript() {
    server("220 here\r\n").client("QUIT\r\n");
    assertThat(html()).doesNotContain("color", "<style", "<script", "var(", "aria-");
  }

  @Test
  void marksLinesThatEndWrongly() throws Exception {
    server("220 here\n").client("NOOP\r\nQU");
    assertThat(transcript().lines())
        .extracting(line -> line.ending())
        .containsExactly(Ending.LF, Ending.CRLF, Ending.NONE);
    assertThat(all(parsed(), "small").stream().map(Element::getTextContent))
        .containsExactly("<LF>", "<CRLF>", "");
  }

  @Test
  void putsSplitSegmentsTogether() {
    server("22").server("0 he").server("re\r").server("\n").client("Q").client("UIT\r\n");
    assertThat(transcript()).hasToString("S: 220 here\nC: QUIT");
  }

  @Test
  void explainsWhatAnExtensionIs() throws Exception {
    server("220 here\r\n").client("EHLO bar.com\r\n");
    server("250-foo.com greets bar.com\r\n250-SIZE 1000\r\n250 X-ODD\r\n");
    var rows = all(parsed(), "tr");
    assertThat(rows.get(3).getTextContent()).contains("hello back").contains("2yz, done");
    assertThat(rows.get(4).getTextContent())
        .contains("size can be declared")
        .contains("(RFC 1870)");
    assertThat(rows.get(5).getTextContent()).contains("an extension");
  }

  @Test
  void tellsTheOne454FromTheOther() {
    server("220 here\r\n").client("STARTTLS\r\n").server("454 not now\r\n");
    client("AUTH PLAIN AGI=\r\n").server("454 not now\r\n");
    assertThat(html()).contains("TLS is not available now", "the login cannot be checked now");
  }

  @Test
  void takesNoDotForTheEndThatHasNotItsCrLf() {
    server("220 here\r\n").client("DATA\r\n").server("354 go\r\n");
    client("text\n.\nMAIL FROM:<smuggled@bar.com>\r\n.\r\n").server("250 OK\r\n");
    assertThat(html()).contains("The message, 3 lines");
  }

  @Test
  void masksASecretEvenIfTheServerWasNotWaitedFor() {
    server("220 here\r\n").client("AUTH LOGIN\r\nam9uZXM=\r\ncmVkcXVlZW4=\r\n");
    server("334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n235 welcome\r\n").client("QUIT\r\n");
    assertThat(transcript().toString())
        .doesNotContain("am9uZXM=", "cmVkcXVlZW4=")
        .endsWith("C: QUIT");
  }

  @Test
  void masksNothingInAMessage() {
    server("220 here\r\n").client("DATA\r\n").server("354 go\r\n");
    client("AUTH PLAIN is what I say\r\n.\r\n");
    assertThat(transcript().toString()).contains("C: AUTH PLAIN is what I say");
  }

  @Test
  void masksPasswordsOfOtherProtocols() {
    var pop = new Dialogue(Protocol.POP3, Clock.systemUTC(), false);
    var imap = new Dialogue(Protocol.IMAP, Clock.systemUTC(), false);
    byte[] pass = "USER bob\r\nPASS redqueen\r\nSTAT\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] login = "a1 LOGIN bob redqueen\r\n".getBytes(StandardCharsets.UTF_8);
    pop.record(Peer.CLIENT, pass, 0, pass.length);
    imap.record(Peer.CLIENT, login, 0, login.length);
    assertThat(Transcript.of(pop).toString()).contains("USER bob").doesNotContain("redqueen");
    assertThat(Transcript.of(imap).toString()).contains("a1 LOGIN").doesNotContain("redqueen");
  }

  @Test
  void cutsAVeryLongMessageInTheMiddle() {
    server("220 here\r\n").client("DATA\r\n").server("354 go\r\n");
    client("0123456789\r\n".repeat(1_000) + ".\r\n");
    assertThat(transcript().toString().lines()).hasSize(3 + 121 + 1);
    assertThat(transcript().toString()).contains("[880 lines more, 10560 octets]");
  }

  @Test
  void saysWhenTheRecordHasAGap() {
    server("220 here\r\n");
    for (int i = 0; i < 6; i++) {
      client("0123456789abcde\r\n".repeat(65_536));
    }
    assertThat(dialogue.omitted()).isPositive();
    assertThat(transcript().toString())
        .endsWith(
            "["
                + dialogue.omitted()
                + " octets in the middle of this conversation were too many to keep]");
  }

  @Test
  void showsOctetsThatAreNoText() {
    dialogue.record(Peer.CLIENT, new byte[] {'A', (byte) 0xff, 0, '\r', '\n'}, 0, 5);
    assertThat(transcript()).hasToString("C: A\\xFF␀");
  }

  @Test
  void isEmptyBeforeAnythingHasPassed() {
    assertThat(transcript().mimeBundle().data())
        .containsOnlyKeys("text/plain")
        .containsValue("(nothing has passed yet)");
  }
}
