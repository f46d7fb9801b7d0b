package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Other people's clients.
class Pop3ClientsTest extends Pop3Test {

  private static final String POPLIB =
      """
      import poplib, sys
      port, login = int(sys.argv[1]), sys.argv[2]
      pop = poplib.POP3('127.0.0.1', port, timeout=10)
      print(sorted(pop.capa()))
      if login == 'apop':
          print(pop.apop('bob', 'redqueen').decode())
      else:
          print(pop.user('bob').decode())
          print(pop.pass_('redqueen').decode())
      print(pop.stat())
      print(pop.list()[1:], pop.list(2))
      assert [entry.split()[1] for entry in pop.uidl()[1]] == [
          pop.uidl(1).split()[2], pop.uidl(2).split()[2]]
      print(pop.retr(1)[1:])
      print(pop.top(2, 1)[1][-3:])
      print(pop.dele(1).decode())
      print(pop.rset().decode())
      print(pop.noop().decode())
      print(pop.dele(2).decode())
      try:
          pop.retr(2)
      except poplib.error_proto as e:
          print(e)
      print(pop.quit().decode())
      """;

  @ParameterizedTest
  @ValueSource(strings = {"user", "apop"})
  void pythonsPoplib(String login) {
    var said =
        Program.installed("python3")
            .run("-c", POPLIB, String.valueOf(server.port(Protocol.POP3)), login)
            .succeeds()
            .output();
    assertThat(said.lines().filter(line -> !line.equals("+OK bob")))
        .containsExactly(
            "['AUTH-RESP-CODE', 'EXPIRE', 'IMPLEMENTATION', 'LOGIN-DELAY', 'PIPELINING',"
                + " 'RESP-CODES', 'SASL', 'STLS', 'TOP', 'UIDL', 'USER']",
            "+OK bob's maildrop has 2 messages (320 octets)",
            "(2, 320)",
            "([b'1 120', b'2 200'], 14) b'+OK 2 200'",
            "([b'From: <Alice@foo.com>', b'To: <bob@dobbs.org>', b'Subject: Tea at six', b'',"
                + " b'The Queen is coming.', b\"...and she won't wait.\", b'Alice'], 120)",
            "[b'Subject: Late again', b'', b'Dear Bob,']",
            "+OK message 1 deleted",
            "+OK bob's maildrop has 2 messages (320 octets)",
            "+OK nothing done",
            "+OK message 2 deleted",
            "b'-ERR message 2 is deleted; RSET takes that back'",
            "+OK dewey POP3 server signing off (1 message left)");
    assertThat(stored()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"AUTH=PLAIN, AUTH PLAIN", "AUTH=+APOP, APOP bob "})
  void curl(String login, String sent) {
    var url = "pop3://127.0.0.1:" + server.port(Protocol.POP3) + "/";
    var curl = Program.installed("curl");
    var user = List.of("-sS", "--login-options", login, "--user", "bob:redqueen");
    assertThat(curl.run(with(user, url + "1")).succeeds().output()).isEqualTo(stored().getFirst());
    assertThat(curl.run(with(user, url)).succeeds().output()).isEqualTo("1 120\r\n2 200\r\n");
    // Only without a body does curl expect no lone dot.
    curl.run(with(user, "--head", "--request", "DELE 1", url)).succeeds();
    assertThat(stored()).hasSize(1);
    assertThat(said(Peer.CLIENT)).contains("\r\n" + sent);
  }

  private static String[] with(List<String> first, String... rest) {
    return Stream.concat(first.stream(), Stream.of(rest)).toArray(String[]::new);
  }

  private String said(Peer peer) {
    var octets = new ByteArrayOutputStream();
    server.wire().dialogues().stream()
        .flatMap(dialogue -> dialogue.segments().stream())
        .filter(segment -> segment.from() == peer)
        .forEach(segment -> octets.writeBytes(segment.octets()));
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOGIN", "PLAIN", "APOP"})
  void jakartaMail(String mechanism) throws MessagingException, IOException {
    var properties = new Properties();
    properties.setProperty(
        "mail.pop3.auth.mechanisms", mechanism.equals("APOP") ? "LOGIN" : mechanism);
    properties.setProperty("mail.pop3.apop.enable", String.valueOf(mechanism.equals("APOP")));
    properties.setProperty("mail.pop3.timeout", "10000");
    try (var store = Session.getInstance(properties).getStore("pop3")) {
      store.connect("127.0.0.1", server.port(Protocol.POP3), "bob", "redqueen");
      try (var inbox = (POP3Folder) store.getFolder("INBOX")) {
        inbox.open(Folder.READ_WRITE);
        assertThat(inbox.getMessageCount()).isEqualTo(2);
        var message = inbox.getMessage(1);
        assertThat(inbox.getSizes()).containsExactly(120, 200);
        assertThat(inbox.getUID(message)).startsWith("1-");
        assertThat(message.getSubject()).isEqualTo("Tea at six");
        var octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        assertThat(octets.toString(StandardCharsets.ISO_8859_1)).isEqualTo(stored().getFirst());
        message.setFlag(Flags.Flag.DELETED, true);
      }
    }
    assertThat(stored()).hasSize(1);
    assertThat(said(Peer.CLIENT)).contains(mechanism.equals("LOGIN") ? "USER bob" : mechanism);
  }
}
