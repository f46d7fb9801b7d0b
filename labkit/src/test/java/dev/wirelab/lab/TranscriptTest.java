package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    return htmlOf(transcript());
  }

  private static String htmlOf(Transcript transcript) {
    return transcript.mimeBundle().data().get("text/html").toString();
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

  @Test
  void aLineKnowsWhoSentItWhenAndHowManyOctets() {
    server("220 here\r\n").client("QUIT\r\n");
    var segments = dialogue.segments();
    assertThat(transcript().lines())
        .extracting(Line::from, Line::size, line -> line.time().toNanos())
        .containsExactly(
            tuple(Peer.SERVER, 10, segments.getFirst().nanos() - dialogue.beganNanos()),
            tuple(Peer.CLIENT, 6, segments.getLast().nanos() - dialogue.beganNanos()));
    assertThat(transcript().text()).isEqualTo(transcript().toString());
  }

  @Test
  void saysWhenOnRequest() throws Exception {
    server("220 here\r\n");
    assertThat(html()).doesNotContain("After (ms)");
    var html = htmlOf(transcript().withTimes());
    assertThat(html).contains(">After (ms)</th>").containsPattern(">[0-9]+\\.[0-9]{3}</td>");
  }

  @Test
  void showsEveryOctetRaw() {
    server("220 h\tre\n").client("EHLO \\ Grüße\r\r\n").client("QU");
    assertThat(transcript().raw())
        .hasToString(
            """
            S: 220 h\\tre\\n
            C: EHLO \\\\ Gr\\xc3\\xbc\\xc3\\x9fe\\r\\r\\n
            C: QU\
            """);
    assertThat(htmlOf(transcript().raw())).startsWith("<pre");
  }

  @Test
  void showsAHexDump() {
    server("220 here\r\n").client("EHLO a.very.long.name\r\n").server("250 hello\r\n");
    assertThat(transcript().hex())
        .hasToString(
            """
            S: 00000000  32 32 30 20 68 65 72 65  0d 0a                    |220 here..|
            C: 00000000  45 48 4c 4f 20 61 2e 76  65 72 79 2e 6c 6f 6e 67  |EHLO a.very.long|
            C: 00000010  2e 6e 61 6d 65 0d 0a                              |.name..|
            S: 0000000a  32 35 30 20 68 65 6c 6c  6f 0d 0a                 |250 hello..|\
            """);
  }

  @Test
  void noViewTellsASecretUnlessAskedTo() {
    server("220 here\r\n").client("AUTH PLAIN AGpvbmVzAHJlZHF1ZWVu\r\n").server("235 in\r\n");
    var transcript = transcript();
    assertThat(transcript.raw().text()).contains("AUTH PLAIN ********\\r\\n");
    assertThat(transcript.hex().text()).contains("20 ** ** ** **").doesNotContain("AGpv", "41 47");
    assertThat(transcript.hex().withSecrets().text()).contains("41 47 70").contains("AGpvb");
    assertThat(transcript.withSecrets().raw().text()).contains("PLAIN AGpvbmVzAHJlZHF1ZWVu");
    for (var figure : List.of(transcript.diagram(), transcript.timeline())) {
      assertThat(figure.mimeBundle().data().toString()).doesNotContain("AGpv");
    }
    var compared = transcript.compare(transcript.withSecrets()).mimeBundle().data();
    assertThat(compared.toString()).contains("********").contains("AGpv").contains("different");
    assertThat(transcript.compare(transcript).toString()).doesNotContain("AGpv");
  }

  @Test
  void aMaskBeforeASecretIsNotTakenForIt() {
    server("220 here\r\n").client("AUTH ******** AGpvbmVz\r\n");
    assertThat(transcript().text()).endsWith("C: AUTH ******** ********");
    assertThat(transcript().raw().text()).endsWith("C: AUTH ******** ********\\r\\n");
  }

  @Test
  void showsTheClientAlone() {
    server("220 here\r\n").client("NOOP\r\n").server("250 OK\r\n").client("QUIT\r\n");
    assertThat(transcript().clientOnly()).hasToString("C: NOOP\nC: QUIT");
    assertThat(transcript().clientOnly().lines()).extracting(Line::number).containsExactly(2, 4);
    assertThat(transcript().clientOnly().hex().text()).contains("C: 00000006  51 55 49 54");
  }

  @Test
  void isDrawnAsASequenceDiagram() {
    server("220 here\r\n").client("EHLO #;%%{init}%%<b>$$x$$\r\n");
    server("250-here\r\n250-SIZE\r\n250 HELP\r\n").client("DATA\r\n").server("354 go\r\n");
    client("wrap: it\r\nx\r\n.\r\n").server("250 OK\r\n").client("wrap: it\r\n");
    var diagram = transcript().diagram();
    assertThat(diagram.mimeBundle().data().get("text/vnd.mermaid"))
        .isEqualTo(
            """
            sequenceDiagram
              accTitle: SMTP conversation, 12 lines
              accDescr: Each arrow is what one side said to the other, from top to bottom in the \
            order in which it passed.
              participant C as client
              participant S as server
              S-->>C: 220 here
              C->>S: EHLO #35;#59;#37;#37;{init}#37;#37;#lt;b#gt;#36;#36;x#36;#36;
              S-->>C: 250-here (and 2 lines more)
              C->>S: DATA
              S-->>C: 354 go
              C->>S: The message, 2 lines, 13 octets
              C->>S: .
              S-->>C: 250 OK
              C->>S: #8203;wrap: it
            """);
    assertThat(diagram)
        .hasToString(
            """
            client  <──  server  220 here
            client  ──>  server  EHLO #;%%{init}%%<b>$$x$$
            client  <──  server  250-here (and 2 lines more)
            client  ──>  server  DATA
            client  <──  server  354 go
            client  ──>  server  The message, 2 lines, 13 octets
            client  ──>  server  .
            client  <──  server  250 OK
            client  ──>  server  wrap: it\
            """);
  }

  @Test
  void drawsFortyArrowsAtMostAndSaysWhenTlsBegins() {
    server("220 here\r\n");
    dialogue.startTls();
    for (int i = 0; i < 30; i++) {
      client("NOOP " + i + "\r\n").server("250 OK\r\n");
    }
    var mermaid = transcript().diagram().mimeBundle().data().get("text/vnd.mermaid").toString();
    assertThat(mermaid.lines().filter(line -> line.contains(">>"))).hasSize(40);
    assertThat(mermaid)
        .contains("S-->>C: 220 here\n  Note over C,S: encrypted from here on\n  C->>S: NOOP 0\n")
        .containsOnlyOnce("encrypted")
        .contains("  Note over C,S: 21 arrows more\n")
        .contains("NOOP 29");
  }

  @Test
  void isDrawnAsATimelineTheSameAtEveryRun() {
    server("220 here\r\n").client("DATA\r\n").server("354 go\r\n").client("a\r\nb\r\n.\r\n");
    var bundle = transcript().timeline().mimeBundle().data();
    @SuppressWarnings("unchecked")
    var spec = (Map<String, Object>) bundle.get("application/vnd.vegalite.v5+json");
    assertThat(spec).containsEntry("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    assertThat(spec.get("data"))
        .hasToString(
            "{values=[{at=1, from=0.5, to=1.5, who=server, octets=10}, "
                + "{at=2, from=1.5, to=2.5, who=client, octets=6}, "
                + "{at=3, from=2.5, to=3.5, who=server, octets=8}, "
                + "{at=4–5, from=3.5, to=5.5, who=client, octets=6}, "
                + "{at=6, from=5.5, to=6.5, who=client, octets=3}]}");
    assertThat(transcript().timeline().toString())
        .startsWith("Line  Who     Octets\n1     server  10      ██████████████████████████████\n");
  }

  @Test
  void aTimelineOverTimeCountsOctetsInSlots() {
    server("220 here\r\n").client("NOOP\r\n").client("QUIT\r\n");
    var hour = transcript().timeline(Duration.ofHours(1));
    assertThat(hour)
        .hasToString(
            """
            Milliseconds since the connection began  Who     Octets
            0                                        client  12      ██████████████████████████████
            0                                        server  10      █████████████████████████\
            """);
    assertThatThrownBy(() -> transcript().timeline(Duration.ZERO))
        .hasMessageContaining("Duration.ofMillis(10)");
  }

  @Test
  void isComparedWithAnotherSideBySide() throws Exception {
    server("220 here\r\n").client("HELO a\r\n").server("250 OK\r\n").client("QUIT\r\n");
    var other =
        new TranscriptTest()
            .server("220 here\r\n")
            .client("HELO b\r\n")
            .server("250 OK\r\n")
            .client("NOOP\r\n")
            .server("250 OK\r\n")
            .client("QUIT\r\n");
    var figure = transcript().compare(other.transcript());
    assertThat(figure)
        .hasToString(
            """
            =  S: 220 here  S: 220 here
            ≠  C: HELO a    C: HELO b
            =  S: 250 OK    S: 250 OK
            >               C: NOOP
            >               S: 250 OK
            =  C: QUIT      C: QUIT\
            """);
    assertThat(figure.mimeBundle().data().get("text/html").toString())
        .contains("First: SMTP conversation, 4 lines. Second: SMTP conversation, 6 lines.")
        .contains(">only in the second</td>");
  }

  @Test
  void isSavedForWiresharkAndForPeople(@TempDir Path folder) throws Exception {
    server("220 here\r\n").client("AUTH PLAIN AGpvbmVz\r\n");
    var wireshark = transcript().save(folder.resolve("x.pcapng").toString());
    assertThat(Files.readAllBytes(wireshark)).startsWith(0x0a, 0x0d, 0x0d, 0x0a);
    assertThat(Files.readString(wireshark, StandardCharsets.ISO_8859_1)).contains("AGpvbmVz");
    assertThat(transcript().clientOnly().save(folder.resolve("x.txt").toString()))
        .content()
        .contains("S: 220 here\n", "C: AUTH PLAIN ********\n");
    assertThat(transcript().save(folder.resolve("x.json").toString()))
        .content()
        .startsWith("{")
        .contains("\"text\": \"220 here\"");
    assertThatThrownBy(() -> transcript().save("x.doc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A transcript is saved as .pcapng for Wireshark, as .txt, or as .json, and “x.doc”"
                + " ends with none of them.");
  }
}
