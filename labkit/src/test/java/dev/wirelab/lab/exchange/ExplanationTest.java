package dev.wirelab.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All that the lab server can say has its explanation. What it can say is read from its sources: a
/// code that is added there is missed here.
class ExplanationTest {

  private static final Path SERVER = Path.of("../lab-server/src/main/java/dev/wirelab/server");
  private static final Pattern COMMENT = Pattern.compile("^\\s*//.*$", Pattern.MULTILINE);
  private static final String UNKNOWN_VERB = "no command|does not know";

  private final List<String> passed = new ArrayList<>();

  private ExplanationTest client(String line) {
    passed.add("C: " + line);
    return this;
  }

  private ExplanationTest server(String line) {
    passed.add("S: " + line);
    return this;
  }

  /// What is said of the last line.
  private String last(Protocol protocol) {
    var dialogue = new Dialogue(protocol, Clock.systemUTC(), false);
    for (var line : passed) {
      var octets = (line.substring(3) + "\r\n").getBytes(StandardCharsets.UTF_8);
      dialogue.record(line.startsWith("C") ? Peer.CLIENT : Peer.SERVER, octets, 0, octets.length);
    }
    passed.clear();
    var lines = Exchange.read(dialogue.recording());
    return Explanation.of(protocol, lines.getLast()).toString();
  }

  private static TreeSet<String> inSources(String folder, String pattern) throws IOException {
    var found = new TreeSet<String>();
    var wanted = Pattern.compile(pattern);
    try (var files = Files.walk(SERVER.resolve(folder))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        wanted.matcher(code).results().map(match -> match.group(1)).forEach(found::add);
      }
    }
    return found;
  }

  private static TreeSet<String> verbs(String folder) throws IOException {
    return inSources(folder + "/Verb.java", "(?m)^  ([A-Z]+)\\(");
  }

  @Test
  void everyCodeOfSmtp() throws IOException {
    var codes = inSources("smtp", "\\w\\(\\s*([245][0-9]{2}|3[0-9]{2}),\\s");
    assertThat(codes).contains("220", "250", "354", "421", "503", "552", "555");
    for (var code : codes) {
      server("220 here").client("NOOP").server(code + " word");
      assertThat(last(Protocol.SMTP)).as(code).contains("RFC").doesNotContain("first digit says");
    }
  }

  @Test
  void everyEnhancedCodeOfSmtp() throws IOException {
    var codes = inSources("smtp/Status.java", "\\(\"([0-9]\\.[0-9])\"\\)");
    assertThat(codes).hasSizeGreaterThan(20).contains("0.0", "1.1", "7.8");
    for (var code : codes) {
      server("220 here").client("NOOP").server("550 5." + code + " word");
      assertThat(last(Protocol.SMTP))
          .as(code)
          .contains("; 5." + code + ": ")
          .doesNotContain("a finer code");
    }
  }

  @Test
  void everyKeywordOfEhlo() throws IOException {
    var keywords = inSources("smtp/Extensions.java", "\"([A-Z0-9]{3,})[ \"]");
    assertThat(keywords).contains("PIPELINING", "SIZE", "DSN", "AUTH", "STARTTLS");
    for (var keyword : keywords) {
      server("220 here").client("EHLO bar.com").server("250-foo.com").server("250 " + keyword);
      assertThat(last(Protocol.SMTP)).as(keyword).doesNotContain("an extension; see");
    }
  }

  @Test
  void everyCommand() throws IOException {
    for (var protocol : List.of(Protocol.SMTP, Protocol.POP3, Protocol.IMAP)) {
      var verbs = verbs(protocol.name().toLowerCase(Locale.ROOT));
      assertThat(verbs).hasSizeGreaterThan(13).contains("NOOP");
      // UID is no command by itself: the one behind it is.
      verbs.remove("UID");
      for (var verb : verbs) {
        client((protocol == Protocol.IMAP ? "a1 " : "") + verb);
        assertThat(last(protocol)).as(verb).contains("RFC").doesNotContainPattern(UNKNOWN_VERB);
      }
    }
  }

  @Test
  void everyResponseCodeOfPop3() throws IOException {
    var codes = inSources("pop3/ResponseCode.java", "\\(\"([A-Z/-]+)\"\\)");
    assertThat(codes).containsExactlyInAnyOrder("IN-USE", "AUTH", "SYS/TEMP");
    for (var code : codes) {
      server("+OK here").client("PASS x").server("-ERR [" + code + "] no");
      assertThat(last(Protocol.POP3))
          .contains("; " + code + ": ")
          .doesNotContain("a code for programs");
    }
  }

  @Test
  void everyCapabilityOfPop3() throws IOException {
    var names = inSources("pop3/Pop3Service.java", "\"([A-Z-]{3,})[ \"]");
    assertThat(names).contains("TOP", "SASL", "STLS", "AUTH-RESP-CODE");
    for (var name : names) {
      server("+OK here").client("CAPA").server("+OK").server(name + " more");
      assertThat(last(Protocol.POP3))
          .as(name)
          .contains("RFC")
          .doesNotContain("something that the server");
    }
  }

  @Test
  void everyResponseCodeOfImap() throws IOException {
    var codes = inSources("imap", "(?:no\\(\\s*\"|\\[)([A-Z]{3,}(?:-[A-Z]+)?)(?:[\\]\" ])");
    codes.removeAll(List.of("CHARSET", "RETURN")); // what SEARCH takes, in its syntax
    assertThat(codes)
        .contains("UIDVALIDITY", "READ-WRITE", "TRYCREATE", "COPYUID", "NONEXISTENT", "OVERQUOTA")
        .contains("AUTHENTICATIONFAILED", "BADCHARSET", "EXPUNGEISSUED");
    for (var code : codes) {
      for (var line : List.of("* OK [" + code + " 1] x", "a1 NO [" + code + "] x")) {
        server("* OK here").client("a1 NOOP").server(line);
        assertThat(last(Protocol.IMAP))
            .as(line)
            .contains("; " + code + ": ")
            .doesNotContain("a code for programs");
      }
    }
  }

  @Test
  void everyDataOfImap() throws IOException {
    var kinds = inSources("imap", "\"\\* ([A-Z]{2,})");
    kinds.addAll(inSources("imap", "\" (EXISTS|RECENT|EXPUNGE|FETCH)\\b"));
    kinds.addAll(inSources("imap", "\"(LSUB|LIST|BYE|BAD|PREAUTH)\""));
    assertThat(kinds).contains("CAPABILITY", "ENABLED", "EXISTS", "FETCH", "ID", "LSUB", "SEARCH");
    for (var kind : kinds) {
      server("* OK here").client("a1 NOOP").server("* 1 " + kind + " x");
      assertThat(last(Protocol.IMAP)).as(kind).contains("RFC").doesNotContain("data of the server");
    }
  }

  @Test
  void everyStatusOfHttp() throws IOException {
    var codes = inSources("http/Status.java", "\\(([1-5][0-9]{2}), \"");
    assertThat(codes).hasSizeGreaterThan(20);
    for (var code : codes) {
      client("GET / HTTP/1.1").client("").server("HTTP/1.1 " + code + " x");
      assertThat(last(Protocol.HTTP)).as(code).contains("RFC").doesNotContain("xx, ");
    }
  }

  @Test
  void everyFieldOfHttpAndEveryMethod() throws IOException {
    var name = "\"([A-Z][A-Za-z]+(?:-[A-Z][a-z]+)*)\"";
    var fields =
        inSources("http", "(?:field\\(text,|with\\(|words\\(|joined\\(|values\\() ?" + name);
    assertThat(fields).contains("Content-Length", "Date", "ETag", "Transfer-Encoding", "Vary");
    for (var field : fields) {
      client("GET / HTTP/1.1").client("").server("HTTP/1.1 200 OK").server(field + ": x");
      assertThat(last(Protocol.HTTP)).as(field).doesNotContain("a field of the header");
    }
    for (var method : List.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")) {
      client(method + " / HTTP/1.1");
      assertThat(last(Protocol.HTTP)).as(method).doesNotContain("does not know");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 No such user here | 5yz, no: refused: as a rule, no such mailbox (RFC 5321 4.2.3); \
          5.1.1: about the recipient’s mailbox: whether it exists (RFC 3463 3.2)
          250 OK | 2yz, done: still here (RFC 5321 4.1.1.9)
          599 odd | 5yz, no: the first digit says enough (RFC 5321 4.2.1)
          """)
  void saysTheCodeAndTheEnhancedCode(String reply, String words) {
    server("220 here").client("NOOP").server(reply);
    assertThat(last(Protocol.SMTP)).isEqualTo(words);
  }
}
