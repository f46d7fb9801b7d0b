package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other people's clients.
class ImapClientsTest extends ImapTest {

  private static final String IMAPLIB =
      """
      import imaplib, ssl, sys
      port, kind, certificate = int(sys.argv[1]), sys.argv[2], sys.argv[3]
      context = ssl.create_default_context(cafile=certificate)
      if kind == 'imaps':
          imap = imaplib.IMAP4_SSL('localhost', port, ssl_context=context, timeout=10)
      else:
          imap = imaplib.IMAP4('localhost', port, timeout=10)
      if kind == 'starttls':
          imap.starttls(context)
      if kind == 'plain':
          imap.authenticate('PLAIN', lambda _: b'\\0demo\\0wirelab')
      else:
          print(imap.login('demo', 'wirelab'))
      print(imap.list())
      print(imap.select('INBOX'))
      print(imap.search(None, '(FROM "cris")'))
      typ, data = imap.fetch('1', '(RFC822)')
      print(typ, data[0][0], len(data[0][1]), data[1])
      print(imap.fetch('1', '(FLAGS)'))
      print(imap.uid('SEARCH', None, 'UNSEEN'))
      print(imap.append('INBOX', '\\\\Seen', None, b'Subject: mine\\n\\nHello'))
      print(imap.store('3', '+FLAGS', '\\\\Deleted'))
      print(imap.create('"My Mail"'), imap.copy('1:2', '"My Mail"'))
      print(imap.expunge())
      print(imap.status('"My Mail"', '(MESSAGES UNSEEN)'))
      print(imap.close(), imap.logout()[0])
      """;

  @ParameterizedTest
  @ValueSource(strings = {"imap", "plain", "starttls", "imaps"})
  void pythonsImaplib(String kind) {
    int port = server.port(kind.equals("imaps") ? ServiceName.IMAPS : ServiceName.IMAP);
    var message = new String(server.messages("demo", "INBOX").getFirst().raw(), ISO_8859_1);
    var said =
        Program.installed("python3")
            .run("-c", IMAPLIB, String.valueOf(port), kind, server.certificate().toString())
            .succeeds()
            .output();
    assertThat(said.lines().filter(line -> !line.contains("Logged in.")))
        .containsExactly(
            "('OK', [b'(\\\\HasNoChildren) \".\" \"INBOX\"'])",
            "('OK', [b'2'])",
            "('OK', [b'1'])",
            "OK b'1 (RFC822 {" + message.length() + "}' " + message.length() + " b')'",
            "('OK', [b'1 (FLAGS (\\\\Seen))'])",
            "('OK', [b'2'])",
            "('OK', [b'[APPENDUID 1357449499 3] Append completed.'])",
            "('OK', [b'3 (FLAGS (\\\\Deleted \\\\Recent \\\\Seen))'])",
            "('OK', [b'Create completed.']) ('OK', [b'[COPYUID "
                + (1767603600L + server.accounts().size())
                + " 1:2 1:2] Copy completed.'])",
            "('OK', [b'3'])",
            "('OK', [b'\"My Mail\" (MESSAGES 2 UNSEEN 1)'])",
            "('OK', [b'Close completed.']) BYE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH=PLAIN", "AUTH=LOGIN"})
  void curl(String login) {
    fill(2);
    var url = "imap://127.0.0.1:" + server.port(Protocol.IMAP) + "/";
    var user = List.of("-sS", "--login-options", login, "--user", "jones:wirelab");
    assertThat(curl(user, url + "INBOX;MAILINDEX=2")).isEqualTo(stored("INBOX").get(1));
    assertThat(curl(user, url + "INBOX;UID=1;SECTION=TEXT")).isEqualTo("Message 1\r\n");
    assertThat(curl(user, url)).isEqualTo("* LIST (\\HasNoChildren) \".\" \"INBOX\"\r\n");
    assertThat(curl(user, url + "INBOX?SUBJECT%202")).isEqualTo("* SEARCH 2\r\n");
  }

  private static String curl(List<String> options, String url) {
    var arguments = Stream.concat(options.stream(), Stream.of(url)).toArray(String[]::new);
    return Program.installed("curl").run(arguments).succeeds().output();
  }

  private IMAPStore store(String... settings) throws MessagingException {
    var properties = new Properties();
    properties.setProperty("mail.imap.timeout", "10000");
    for (var setting : settings) {
      var parts = setting.split("=", 2);
      properties.setProperty("mail.imap." + parts[0], parts[1]);
    }
    var store = (IMAPStore) Session.getInstance(properties).getStore("imap");
    store.connect("127.0.0.1", server.port(Protocol.IMAP), "jones", "wirelab");
    return store;
  }

  private static MimeMessage message(String text) throws MessagingException {
    return new MimeMessage(null, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOGIN", "PLAIN"})
  void jakartaMail(String mechanism) throws MessagingException, IOException {
    fill(3);
    try (var store = store("auth.mechanisms=" + mechanism, "fetchsize=7")) {
      assertThat(store.hasCapability("MOVE")).isTrue();
      var inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      assertThat(inbox.getMessageCount()).isEqualTo(3);
      assertThat(inbox.getNewMessageCount()).isEqualTo(3);
      var second = inbox.getMessage(2);
      assertThat(second.getSubject()).isEqualTo("2");
      assertThat(second.getContent()).isEqualTo("Message 2\r\n");
      var octets = new ByteArrayOutputStream();
      second.writeTo(octets);
      assertThat(octets.toString(ISO_8859_1)).isEqualTo(stored("INBOX").get(1));
      assertThat(second.isSet(Flags.Flag.SEEN)).isTrue();
      assertThat(inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), true))).hasSize(1);
      assertThat(inbox.search(new AndTerm(new SubjectTerm("3"), new SubjectTerm("3")))).hasSize(1);
      assertThat(inbox.search(new FromStringTerm("gr\u00fcn"))).isEmpty();

      var folder = (IMAPFolder) store.getFolder("Entw\u00fcrfe.Alte");
      assertThat(folder.create(Folder.HOLDS_MESSAGES)).isTrue();
      assertThat(inbox.copyUIDMessages(inbox.getMessages(1, 2), folder)).hasSize(2);
      inbox.moveMessages(new Message[] {inbox.getMessage(3)}, folder);
      assertThat(folder.appendUIDMessages(new Message[] {message("Subject: 4\r\n\r\nx\r\n")}))
          .hasSize(1);
      assertThat(folder.getMessageCount()).isEqualTo(4);
      assertThat(store.getDefaultFolder().list("*"))
          .extracting(Folder::getFullName)
          .containsExactly("INBOX", "Entw\u00fcrfe", "Entw\u00fcrfe.Alte");
      inbox.setFlags(1, 1, new Flags(Flags.Flag.DELETED), true);
      // The one that was moved is counted here as well.
      assertThat(inbox.expunge()).hasSize(2);
      inbox.close();
    }
    assertThat(stored("INBOX")).hasSize(1);
    assertThat(stored("Entw\u00fcrfe.Alte")).hasSize(4);
  }

  @Test
  void jakartaMailSeesTheParts() throws MessagingException, IOException {
    try (var client = loggedIn()) {
      append(
          client,
          "INBOX",
          """
          Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
          Content-Type: multipart/mixed; boundary=b

          --b
          Content-Type: text/plain; charset=utf-8
          Content-Transfer-Encoding: base64

          w7ZrCg==
          --b
          Content-Type: message/rfc822

          Subject: inside

          deep
          --b
          Content-Disposition: attachment; filename=data.bin
          Content-Type: application/octet-stream

          1234
          --b--
          """
              .replace("\n", "\r\n"));
    }
    try (var store = store()) {
      var inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      var message = inbox.getMessage(1);
      assertThat(message.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
      var parts = (Multipart) message.getContent();
      assertThat(parts.getCount()).isEqualTo(3);
      assertThat(parts.getBodyPart(0).getContent()).isEqualTo("\u00f6k\n");
      var inside = (Message) parts.getBodyPart(1).getContent();
      assertThat(inside.getSubject()).isEqualTo("inside");
      assertThat(inside.getContent()).isEqualTo("deep");
      assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("data.bin");
      assertThat(parts.getBodyPart(2).getSize()).isEqualTo(4);
      inbox.close();
    }
  }

  @Test
  void jakartaMailIdles() throws MessagingException, InterruptedException {
    try (var store = store()) {
      var inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      var arrived = new CountDownLatch(1);
      inbox.addMessageCountListener(
          new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
              arrived.countDown();
            }
          });
      var idling =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  inbox.idle(true);
                } catch (MessagingException e) {
                  // Closed below.
                }
              });
      fill(1);
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      idling.join();
      assertThat(inbox.getMessageCount()).isEqualTo(1);
      inbox.close();
    }
  }
}
