package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.smtp.SmtpService;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the fixtures hold that come with the server.
@Timeout(60)
class FixturesTest {

  private static Stream<Fixture.Message> messages(Fixture fixture) {
    return fixture.users().stream()
        .flatMap(user -> user.folders().stream())
        .flatMap(folder -> folder.messages().stream());
  }

  private static MimeMessage parsed(StoredMessage message) throws MessagingException {
    return new MimeMessage(null, new ByteArrayInputStream(message.raw()));
  }

  /// The types of a part and of all below it.
  private static List<String> types(Part part) throws MessagingException, IOException {
    var types = new ArrayList<String>();
    types.add(part.getContentType().replaceFirst(";(?s).*", "").strip());
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        types.addAll(types(parts.getBodyPart(i)));
      }
    } else if (part.getContent() instanceof MimeMessage inner) {
      types.addAll(types(inner));
    }
    return types;
  }

  @ParameterizedTest
  @ValueSource(strings = {"course", "empty", "large"})
  void allButTheWalkThroughOfferAllThereIs(String name) {
    var esmtp = Fixture.named(name).esmtp();

    assertThat(esmtp.keywords()).isEqualTo(SmtpService.keywords(esmtp.size()));
    assertThat(esmtp.required()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"walkthrough", "course", "large"})
  void nothingHasComeLaterThanTheClock(String name) {
    var fixture = Fixture.named(name);

    assertThat(messages(fixture))
        .isNotEmpty()
        .allMatch(message -> message.received().isBefore(fixture.clock()));
  }

  @Test
  void emptyIsEmpty() {
    assertThat(messages(Fixture.named("empty"))).isEmpty();
    assertThat(Fixture.named("empty").users()).hasSize(2);
  }

  @Test
  void courseHasAConversationThatReplies() throws MessagingException {
    try (var lab = LabServer.start(Fixture.named("course"))) {
      var inbox = lab.messages("jones", "INBOX");
      assertThat(inbox).hasSize(11);
      var first = parsed(inbox.getFirst()).getMessageID();
      for (int number : List.of(2, 3, 4, 5, 6, 9, 11)) {
        assertThat(parsed(inbox.get(number - 1)).getHeader("References", null))
            .as("of message " + number)
            .contains(first);
      }
      assertThat(inbox.getLast().flags()).containsExactly("\\Recent");
      assertThat(inbox.getFirst().flags()).containsExactly("\\Answered", "\\Seen");
    }
  }

  @Test
  void courseIsInManyLanguagesAndCharsets() throws MessagingException, IOException {
    try (var lab = LabServer.start(Fixture.named("course"))) {
      var inbox = lab.messages("jones", "INBOX");
      assertThat(parsed(inbox.get(3)).getSubject()).isEqualTo("Gr\u00fc\u00dfe \u6771\u4eac");
      assertThat((String) parsed(inbox.get(3)).getContent()).contains("\u9752\u68ee");
      assertThat((String) parsed(inbox.get(1)).getContent()).contains("M\u00fctze");
      assertThat(parsed(inbox.get(2)).getSubject()).endsWith("12 \u20ac)");
      var olena = (Multipart) parsed(inbox.get(4)).getContent();
      assertThat((String) olena.getBodyPart(0).getContent())
          .contains("\u044f\u0431\u043b\u0443\u043d\u044c");
      assertThat(name(olena.getBodyPart(1))).isEqualTo("\u0434\u0435\u0440\u0435\u0432\u0430.csv");
      assertThat((String) parsed(inbox.get(9)).getContent()).contains("\u00a3380");
    }
  }

  /// Jakarta Mail knows RFC 2231.
  private static String name(BodyPart part) throws MessagingException {
    return part.getFileName();
  }

  @Test
  void courseHasPartsOfAllKinds() throws MessagingException, IOException {
    try (var lab = LabServer.start(Fixture.named("course"))) {
      var inbox = lab.messages("jones", "INBOX");
      assertThat(types(parsed(inbox.get(2))))
          .containsExactly("multipart/alternative", "text/plain", "text/html");
      assertThat(types(parsed(inbox.get(5))))
          .containsExactly(
              "multipart/mixed", "multipart/related", "text/html", "image/png", "text/plain");
      assertThat(types(parsed(inbox.get(6))))
          .containsExactly(
              "multipart/mixed",
              "text/plain",
              "message/rfc822",
              "multipart/alternative",
              "text/plain",
              "text/html");
      assertThat(types(parsed(inbox.get(7))))
          .containsExactly(
              "multipart/report", "text/plain", "message/delivery-status", "text/rfc822-headers");
      assertThat(types(parsed(lab.messages("demo", "INBOX").get(1))))
          .containsExactly(
              "multipart/mixed", "text/plain", "text/plain", "application/octet-stream");
    }
  }

  @Test
  void courseIsThereForAllProtocols() {
    try (var lab = LabServer.start(Fixture.named("course"))) {
      try (var client = Conversation.with(lab, ServiceName.POP3)) {
        client.goes("S: +OK *\nC: USER bob\nS: +OK *\nC: PASS redqueen\nS: +OK *");
        client.goes("C: STAT\nS: +OK 3 1024");
        client.goes("C: RETR 3\nS: +OK *");
        assertThat(client.content()).contains("\r\n..- knock, knock, long knock\r\n.   and if");
      }
      try (var client = Conversation.with(lab, ServiceName.IMAP)) {
        client.goes("S: * OK *\nC: a LOGIN jones wirelab\nS: a OK *");
        assertThat(ImapTest.ask(client, "LIST \"\" *"))
            .contains(
                "* LIST (\\HasNoChildren \\Archive) \".\" \"Archive\"",
                "* LIST (\\HasNoChildren \\Drafts) \".\" \"Drafts\"",
                "* LIST (\\HasNoChildren \\Junk) \".\" \"Junk\"",
                "* LIST (\\HasNoChildren \\Sent) \".\" \"Sent\"",
                "* LIST (\\HasNoChildren \\Trash) \".\" \"Trash\"");
        assertThat(ImapTest.ask(client, "EXAMINE INBOX")).contains("* 11 EXISTS", "* 1 RECENT");
        assertThat(ImapTest.ask(client, "SEARCH FROM cris")).contains("* SEARCH 7");
        assertThat(ImapTest.ask(client, "SEARCH UNSEEN")).contains("* SEARCH 9 10 11");
        assertThat(ImapTest.ask(client, "SEARCH ALL BODY shelter")).contains("* SEARCH 1 7 10");
      }
    }
  }

  @Test
  void largeIsMadeByItsRule() {
    var fixture = Fixture.named("large");
    var messages = messages(fixture).toList();

    assertThat(messages).hasSize(10_000);
    assertThat(new String(messages.get(9_999).raw(), ISO_8859_1))
        .contains(
            "Date: Wed, 31 Dec 2025 11:00:00 +0000\r\n",
            "From: Olena <olena@sad.example>\r\n",
            "Subject: [Birds] no. 10000: a blackbird by the pond\r\n",
            "I saw a blackbird by the pond. It sang.\r\n");
    assertThat(messages.get(0).flags()).containsExactly("\\Seen");
    assertThat(messages.get(5).flags()).isEmpty();
    var texts = texts(fixture);
    assertThat(Set.copyOf(texts)).hasSize(10_000);
    assertThat(texts.equals(texts(Fixture.named("large")))).isTrue();
  }

  private static List<String> texts(Fixture fixture) {
    return messages(fixture).map(message -> new String(message.raw(), ISO_8859_1)).toList();
  }

  @Test
  void largeCanBeServed() {
    try (var lab = LabServer.start(Fixture.named("large"));
        var client = Conversation.with(lab, ServiceName.IMAP)) {
      client.goes("S: * OK *\nC: a LOGIN jones wirelab\nS: a OK *");
      assertThat(ImapTest.ask(client, "SELECT INBOX")).contains("* 10000 EXISTS", "* 0 RECENT");
      assertThat(new TreeSet<>(ImapTest.ask(client, "FETCH 9999 FLAGS")))
          .contains("* 9999 FETCH (FLAGS (\\Answered \\Seen))");
    }
  }
}
