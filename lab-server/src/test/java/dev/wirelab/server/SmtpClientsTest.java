package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients as people have them: each logs in, encrypted, trusts `ca.pem` and nothing else, and
/// sends a mail.
class SmtpClientsTest extends SmtpTest {

  private static final String MAIL =
      "From: Smith@foo.com\nTo: Jones@foo.com\nSubject: Lunch\n\nAt noon?\n.\n.. two dots\n";
  private static final String STORED =
      "From: Smith@foo.com\r\nTo: Jones@foo.com\r\nSubject: Lunch\r\n\r\nAt noon?\r\n.\r\n.. two dots\r\n";

  @TempDir Path folder;

  SmtpClientsTest() {
    super(all());
  }

  private Path mail() throws IOException {
    return Files.writeString(folder.resolve("mail.eml"), MAIL);
  }

  /// What a client that does not know the lab's authority trusts.
  private Path otherAuthority() {
    return Authority.in(folder.resolve("authority")).certificate();
  }

  private String port(ServiceName service) {
    return String.valueOf(server.port(service));
  }

  /// Everything from the login on has passed inside TLS.
  private void wasEncrypted() {
    assertThat(server.wire().dialogues()).singleElement().matches(Dialogue::tls);
    assertThat(server.wire().dialogues().getFirst().segments())
        .filteredOn(segment -> segment.from() == Peer.CLIENT)
        .filteredOn(segment -> new String(segment.octets()).matches("(?s)(AUTH|MAIL|RCPT).*"))
        .isNotEmpty()
        .allMatch(segment -> segment.tls());
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void pythonsSmtplib(ServiceName service) throws IOException {
    var script =
        """
        import smtplib, ssl, sys
        port, ca, mail = int(sys.argv[1]), sys.argv[2], open(sys.argv[3]).read()
        context = ssl.create_default_context(cafile=ca)
        if hasattr(ssl, "VERIFY_X509_STRICT"):
            context.verify_flags |= ssl.VERIFY_X509_STRICT
        if sys.argv[4] == "SMTPS":
            client = smtplib.SMTP_SSL("127.0.0.1", port, "bar.com", context=context)
        else:
            client = smtplib.SMTP("127.0.0.1", port, "bar.com")
            client.starttls(context=context)
        with client:
            client.login("smith", "red queen")
            print(client.sendmail("Smith@foo.com", ["Jones@foo.com"], mail, ["BODY=8BITMIME"], ["NOTIFY=SUCCESS"]))
        """;
    Program.installed("python3")
        .run(
            mail(),
            List.of(
                "-c",
                script,
                port(service),
                server.certificate().toString(),
                mail().toString(),
                service.name()))
        .succeeds();

    assertThat(storedText()).containsExactly(STORED);
    assertThat(stored("smith")).singleElement().asString().contains("Action: delivered\r\n");
    wasEncrypted();
  }

  @Test
  void pythonTrustsNobodyElse() throws IOException {
    var script =
        """
        import smtplib, ssl, sys
        context = ssl.create_default_context(cafile=sys.argv[2])
        smtplib.SMTP_SSL("127.0.0.1", int(sys.argv[1]), context=context)
        """;
    var run =
        Program.installed("python3")
            .run(
                mail(),
                List.of("-c", script, port(ServiceName.SMTPS), otherAuthority().toString()));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("CERTIFICATE_VERIFY_FAILED");
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void curl(ServiceName service) throws IOException {
    Program.installed("curl")
        .run(
            mail(),
            List.of(
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                "--ssl-reqd",
                "--cacert",
                server.certificate().toString(),
                "--user",
                "smith:red queen",
                "--mail-from",
                "Smith@foo.com",
                "--mail-rcpt",
                "Jones@foo.com",
                "--crlf",
                "--upload-file",
                mail().toString(),
                service.key() + "://127.0.0.1:" + port(service) + "/bar.com"))
        .succeeds();

    assertThat(storedText()).containsExactly(STORED);
    wasEncrypted();
  }

  @Test
  void curlTrustsNobodyElse() throws IOException {
    var run =
        Program.installed("curl")
            .run(
                mail(),
                List.of(
                    "--silent",
                    "--show-error",
                    "--noproxy",
                    "*",
                    "--cacert",
                    otherAuthority().toString(),
                    "smtps://127.0.0.1:" + port(ServiceName.SMTPS)));

    assertThat(run.code()).as("CURLE_PEER_FAILED_VERIFICATION").isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({"SMTP, --tls, PLAIN", "SMTP, --tls, LOGIN", "SMTPS, --tls-on-connect, PLAIN"})
  void swaks(ServiceName service, String tls, String mechanism) throws IOException {
    Program.installed("swaks")
        .run(
            mail(),
            List.of(
                "--server",
                "127.0.0.1",
                "--port",
                port(service),
                "--ehlo",
                "bar.com",
                tls,
                "--tls-verify",
                "--tls-ca-path",
                server.certificate().toString(),
                "--auth",
                mechanism,
                "--auth-user",
                "smith",
                "--auth-password",
                "red queen",
                "--from",
                "Smith@foo.com",
                "--to",
                "Jones@foo.com",
                "--data",
                "@" + mail()))
        .succeeds();

    assertThat(storedText()).singleElement().asString().startsWith(STORED);
    wasEncrypted();
  }

  private Properties properties(SSLContext trusting) {
    var properties = new Properties();
    for (var protocol : List.of("mail.smtp.", "mail.smtps.")) {
      properties.put(protocol + "ssl.socketFactory", trusting.getSocketFactory());
      properties.put(protocol + "ssl.checkserveridentity", "true");
      properties.put(protocol + "starttls.required", "true");
      properties.put(protocol + "localhost", "bar.com");
      properties.put(protocol + "from", "Smith@foo.com");
      properties.put(protocol + "auth", "true");
    }
    return properties;
  }

  private void jakartaMail(ServiceName service, Properties properties, String to)
      throws MessagingException {
    var session = Session.getInstance(properties);
    var message = new MimeMessage(session);
    message.setFrom("Smith@foo.com");
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject("Lunch");
    message.setText("At noon?");
    message.saveChanges();
    try (var transport = session.getTransport(service.key())) {
      transport.connect(server.host(), server.port(service), "smith", "red queen");
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  @ParameterizedTest
  @CsvSource({"SMTP, PLAIN", "SMTP, LOGIN", "SMTPS, PLAIN"})
  void jakartaMail(ServiceName service, String mechanism) throws MessagingException {
    var properties = properties(server.trusting());
    properties.put("mail." + service.key() + ".auth.mechanisms", mechanism);
    jakartaMail(service, properties, "Jones@foo.com");

    assertThat(storedText()).singleElement().asString().endsWith("\r\n\r\nAt noon?\r\n");
    wasEncrypted();
  }

  @Test
  void jakartaMailInChunksToNamesBeyondAscii() throws MessagingException {
    var properties = properties(server.trusting());
    properties.put("mail.smtps.chunksize", "16");
    properties.put("mail.smtps.dsn.notify", "SUCCESS");
    properties.put("mail.mime.allowutf8", "true");
    jakartaMail(ServiceName.SMTPS, properties, "Jürgen.Müller@bücher.example");

    assertThat(stored("müller")).singleElement().asString().endsWith("\r\n\r\nAt noon?\r\n");
    assertThat(stored("smith")).singleElement().asString().contains("Action: delivered");
    assertThat(server.wire().dialogues().getFirst().segments())
        .anyMatch(segment -> new String(segment.octets()).startsWith("BDAT 16\r\n"));
  }

  @Test
  void jakartaMailTrustsNobodyElse() {
    var other = Authority.in(folder.resolve("authority")).trusting();

    assertThatThrownBy(() -> jakartaMail(ServiceName.SMTPS, properties(other), "Jones@foo.com"))
        .isInstanceOf(MessagingException.class)
        .hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void jakartaMailHearsOfStrangers() {
    assertThatThrownBy(
            () -> jakartaMail(ServiceName.SMTP, properties(server.trusting()), "Green@foo.com"))
        .isInstanceOf(SendFailedException.class)
        .hasStackTraceContaining("550 5.1.1 No such user here");
  }
}
