package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FromStringTerm;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The walk-through's steps through a library, with the exchange shown.
@Timeout(30)
class LibraryTest {

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;

  @AfterEach
  void close() {
    session.close();
  }

  /// What was traced since the last time, without times and with TAG for the tags.
  private List<String> trace() {
    return session
        .shown()
        .lines()
        .peek(line -> assertThat(line).matches("  \\d\\d:\\d\\d\\.\\d\\d .*"))
        .map(line -> line.substring(11).replaceFirst("^([<>]) A\\d+ ", "$1 TAG "))
        .toList();
  }

  @Test
  void theWalkThroughsStepsInsideTls() throws Exception {
    lab.debug(4);
    Store store = lab.session().getStore("imaps");
    store.connect("demo", lab.password("demo"));
    assertThat(trace())
        .containsSubsequence("> TAG LOGIN demo ********", "< TAG OK Logged in.")
        .noneMatch(line -> line.contains("wirelab"));

    var folders = store.getDefaultFolder().list("*");
    assertThat(folders).extracting(Folder::getName).containsExactly("INBOX");
    assertThat(trace())
        .containsSubsequence(
            "> TAG LIST \"\" \"*\"",
            "< * LIST (\\HasNoChildren) \".\" \"INBOX\"",
            "< TAG OK List completed.");

    var inbox = store.getFolder("INBOX");
    inbox.open(Folder.READ_WRITE);
    assertThat(trace())
        .containsSubsequence(
            "> TAG SELECT INBOX",
            "< * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)",
            "< * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Flags"
                + " permitted.",
            "< * 2 EXISTS",
            "< * 0 RECENT",
            "< * OK [UNSEEN 2] First unseen.",
            "< * OK [UIDVALIDITY 1357449499] UIDs valid",
            "< * OK [UIDNEXT 3] Predicted next UID",
            "< TAG OK [READ-WRITE] Select completed.");

    var found = inbox.search(new FromStringTerm("cris"));
    assertThat(found).extracting(Message::getMessageNumber).containsExactly(1);
    assertThat(trace())
        .containsSubsequence("< * SEARCH 1", "< TAG OK Search completed.")
        .anyMatch(line -> line.matches("> TAG SEARCH FROM \"?cris\"?.*"));

    assertThat(Collections.list(found[0].getAllHeaders()).getFirst().getName())
        .isEqualTo("Return-Path");
    assertThat(trace())
        .anyMatch(line -> line.matches("> TAG FETCH 1 \\(.*BODY.PEEK\\[HEADER\\].*"));
    var text = ((Multipart) found[0].getContent()).getBodyPart(0).getContent().toString();
    assertThat(text).startsWith("If you are reading this email, ");

    var profile = new FetchProfile();
    profile.add(FetchProfile.Item.FLAGS);
    inbox.fetch(found, profile);
    assertThat(found[0].isSet(Flags.Flag.SEEN)).isTrue();
    var mail = Email.parse(found[0]);
    assertThat(trace()).anyMatch(line -> line.startsWith("> TAG FETCH 1 (BODY"));
    assertThat(mail.headerNames())
        .startsWith("Return-Path", "X-Original-To", "Delivered-To", "Received")
        .endsWith("To", "Mime-Version", "X-Mailer");
    assertThat(mail.header("To")).isEqualTo("demo@crisewing.com");
    assertThat(mail.part(0).text()).startsWith("If you are reading this email, ");
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void everyWayToTls(Tls tls) throws Exception {
    lab.debug(1);
    for (var protocol : List.of("imap", "pop3")) {
      try (var store = lab.session(tls).getStore(protocol)) {
        store.connect("bob", lab.password("bob"));
        assertThat(store.isConnected()).isTrue();
      }
      assertThat(session.shown().contains("encrypted from here on")).isEqualTo(tls != Tls.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void sendsMailOverEveryWayToTls(Tls tls) throws Exception {
    // The walk-through's server does not offer STARTTLS.
    try (var session = new LabSession("course")) {
      var lab = session.lab;
      lab.debug(1);
      var mail = new MimeMessage(lab.session(tls));
      mail.setFrom(new InternetAddress("Smith@bar.com"));
      mail.setRecipient(Message.RecipientType.TO, new InternetAddress("bob@dobbs.org"));
      mail.setText("Hello");
      int before = lab.mailbox("bob").size();
      Transport.send(mail);
      assertThat(lab.mailbox("bob").size()).isEqualTo(before + 1);
      assertThat(session.shown().contains("encrypted from here on")).isEqualTo(tls != Tls.NONE);
    }
  }

  /// The lab's clock stands still: two runs show the same, unless the time of day is asked for.
  @Test
  void twoRunsShowTheSame() throws Exception {
    var first = traceOfALogin(() -> lab.debug(4));
    assertThat(first).isEqualTo(traceOfALogin(() -> lab.debug(4))).contains("  00:00.00 > A");
    assertThat(traceOfALogin(() -> lab.debugWithTimes(4)))
        .containsPattern("\\n  \\d\\d:\\d\\d\\.\\d\\d > A");
  }

  private String traceOfALogin(Runnable debug) throws MessagingException {
    lab.reset();
    debug.run();
    try (var store = lab.session().getStore("imaps")) {
      store.connect("demo", lab.password("demo"));
    }
    return session.shown();
  }

  @Test
  void onesOwnSocketsCanTrustTheLabAndNobodyElse() throws Exception {
    assertThat(greetingInTls(lab.trusting())).isEqualTo("220");
    assertThatThrownBy(() -> greetingInTls(SSLContext.getDefault()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private String greetingInTls(SSLContext trust) throws IOException {
    var place = lab.uri("smtps");
    var clear = new Socket(place.getHost(), place.getPort());
    try (var socket =
        trust.getSocketFactory().createSocket(clear, "localhost", place.getPort(), true)) {
      return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void secretsCanBeAskedFor() throws Exception {
    lab.debugWithSecrets(2);
    try (var store = lab.session().getStore("imap")) {
      store.connect("demo", lab.password("demo"));
    }
    assertThat(trace()).contains("> TAG LOGIN demo " + lab.password("demo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void javaNetHttpIsShown(String scheme) throws Exception {
    lab.debug(4);
    var request = HttpRequest.newBuilder(lab.uri(scheme).resolve("/")).build();
    try (var http = lab.httpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    assertThat(trace())
        .contains("new HTTP connection", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK")
        .anyMatch(line -> line.startsWith("> User-Agent: Java-http-client/"));
  }

  @Test
  void theCredentialsOfJavaNetHttpAreMasked() throws Exception {
    lab.debug(4);
    var request =
        HttpRequest.newBuilder(lab.uri("https").resolve("/"))
            .header("Authorization", "Basic Ym9iOnJlZHF1ZWVu")
            .build();
    try (var http = lab.httpClient()) {
      http.send(request, BodyHandlers.discarding());
    }
    assertThat(session.shown()).contains("> Authorization: ").doesNotContain("Ym9iOnJlZHF1ZWVu");
  }

  @Test
  void aSocketThatIsNotTheLabsIsShownAsWell() throws Exception {
    lab.debug(3);
    var uri = lab.uri("pop3");
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    assertThat(trace())
        .startsWith("new POP3 connection")
        .contains("> QUIT")
        .anyMatch(line -> line.startsWith("< +OK POP3 server ready"));
  }

  @Test
  void nothingIsShownTwice() throws Exception {
    lab.debug(5);
    lab.https().send("GET / HTTP/1.1\nHost: localhost\n\n");
    lab.smtp().send("EHLO bar.com\nQUIT");
    assertThat(session.shown()).doesNotContain("> ").doesNotContain("connection");
    for (var name : List.of("smtp", "smtps")) {
      try (var socket = lab.socket(name)) {
        socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().readAllBytes();
      }
    }
    assertThat(trace().stream().filter("> QUIT"::equals)).hasSize(2);
  }

  @Test
  void sendsMail() throws Exception {
    lab.debug(2);
    var mail = new MimeMessage(lab.session());
    mail.setFrom(new InternetAddress("Smith@bar.com"));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress("Jones@foo.com"));
    mail.setText("Hello");
    Transport.send(mail);
    assertThat(trace())
        .contains("> MAIL FROM:<Smith@bar.com>", "> RCPT TO:<Jones@foo.com>", "> DATA", "> QUIT");
    assertThat(lab.mailbox("Jones@foo.com").message(1).text()).isEqualTo("Hello\r\n");
  }

  @Test
  void showsNothingUnlessAsked() throws Exception {
    try (var store = lab.session().getStore("imap")) {
      store.connect("demo", lab.password("demo"));
    }
    assertThat(session.shown()).isEmpty();
    assertThatThrownBy(() -> lab.debug(6)).hasMessageStartingWith("lab.debug takes 0 to 5");
  }

  @Test
  void aWrongPasswordIsMaskedToo() {
    lab.debug(5);
    assertThatThrownBy(() -> lab.session().getStore("pop3s").connect("bob", "open sesame"))
        .isInstanceOf(MessagingException.class);
    assertThat(session.shown()).contains("> PASS ********").doesNotContain("sesame");
  }

  @Test
  void onesOwnSocketIsShownAsWell() throws Exception {
    lab.debug(4);
    for (var name : List.of("pop3", "pop3s")) {
      try (var socket = lab.socket(name)) {
        socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .contains("+OK POP3 server ready");
      }
      assertThat(trace())
          .contains("> QUIT")
          .anyMatch(line -> line.startsWith("< +OK POP3 server ready"))
          .endsWith("POP3 connection closed");
    }
    assertThatThrownBy(() -> lab.socket("gopher")).hasMessageContaining("“gopher”");
  }

  @Test
  void aClassCanBeExplored() {
    var store = Explore.explore(Store.class);
    assertThat(store.names())
        .contains("getFolder", "connect", "isConnected")
        .doesNotContain("wait");
    assertThat(store.toString())
        .startsWith("Store: ")
        .containsPattern("getFolder\\(String\\) +Folder +Store +Return the Folder of a <name>.\n")
        .containsPattern("isConnected\\(\\) +boolean +Service\n");
    assertThat(store.mimeBundle().data().get("text/html").toString())
        .contains("<caption>Store: ", "Return the Folder of a &lt;name&gt;.");
  }
}
