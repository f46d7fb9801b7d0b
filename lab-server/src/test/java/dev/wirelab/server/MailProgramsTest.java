package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Mail programs that people have used for decades, each inside TLS, from the start or from
/// STARTTLS on, with `ca.pem` to trust and nothing else.
@Timeout(60)
class MailProgramsTest {

  private static final String MAIL =
      "From: Jones@foo.com\nTo: Smith@foo.com\nSubject: Gloves\n\nAt ten.\n.\n.. two dots\n";
  private static final String STORED = "\r\nSubject: Gloves\r\n";
  private static final String TEXT = "\r\n\r\nAt ten.\r\n.\r\n.. two dots\r\n";

  @TempDir Path folder;

  private final Endings endings = new Endings();
  private final LabServer server =
      LabServer.start(Fixture.named("course"), Listeners.loopback(), endings);

  @AfterEach
  void close() {
    server.close();
    assertThat(endings.faults()).isEmpty();
  }

  private String port(ServiceName service) {
    return String.valueOf(server.port(service));
  }

  private String certificate() {
    return server.certificate().toString();
  }

  private Path file(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    // Some of them read no password that others can read.
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void hasArrived() {
    assertThat(server.messages("smith", "INBOX"))
        .singleElement()
        .extracting(message -> new String(message.raw(), ISO_8859_1))
        .asString()
        .contains(STORED)
        .endsWith(TEXT);
    secretsWereEncrypted();
  }

  private void secretsWereEncrypted() {
    assertThat(server.wire().dialogues()).isNotEmpty().allMatch(Dialogue::tls);
    for (var dialogue : server.wire().dialogues()) {
      assertThat(dialogue.segments())
          .filteredOn(segment -> segment.from() == Peer.CLIENT && !segment.tls())
          .extracting(segment -> new String(segment.octets(), ISO_8859_1))
          .allMatch(text -> !text.matches("(?is).*(?:AUTH|LOGIN|PASS|MAIL FROM).*"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void msmtp(ServiceName service) throws IOException {
    Program.installed("msmtp")
        .run(
            file("mail.eml", MAIL),
            List.of(
                "--host=localhost",
                "--port=" + port(service),
                "--tls=on",
                "--tls-starttls=" + (service.tls() ? "off" : "on"),
                "--tls-trust-file=" + certificate(),
                "--auth=plain",
                "--user=jones",
                "--passwordeval=echo wirelab",
                "--from=Jones@foo.com",
                "--domain=bar.com",
                "Smith@foo.com"))
        .succeeds();
    hasArrived();
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void sNail(ServiceName service) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "-:/",
                "-S",
                "v15-compat",
                "-S",
                "mta=" + service.key() + "://jones:wirelab@localhost:" + port(service),
                "-S",
                "smtp-auth=plain",
                "-S",
                "tls-ca-file=" + certificate(),
                "-S",
                "tls-ca-no-defaults",
                "-S",
                "tls-verify=strict",
                "-S",
                "from=Jones@foo.com",
                "-S",
                "hostname=bar.com",
                "-S",
                "sendwait",
                "-s",
                "Gloves"));
    if (!service.tls()) {
      arguments.addAll(List.of("-S", "smtp-use-starttls"));
    }
    arguments.add("Smith@foo.com");
    Program.installed("s-nail")
        .run(file("text", "At ten.\n.\n.. two dots\n"), arguments)
        .succeeds();
    hasArrived();
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void neomutt(ServiceName service) throws IOException {
    var settings =
        file(
            "neomuttrc",
            """
            set from = "Jones@foo.com"
            set hostname = "bar.com"
            set smtp_url = "%s://jones@localhost:%s/"
            set smtp_pass = "wirelab"
            set ssl_starttls = yes
            set ssl_force_tls = yes
            set ssl_ca_certificates_file = "%s"
            set certificate_file = "%s"
            set header_cache = ""
            """
                .formatted(service.key(), port(service), certificate(), certificate()));
    Program.installed("neomutt")
        .run(
            file("text", "At ten.\n.\n.. two dots\n"),
            List.of("-n", "-F", settings.toString(), "-s", "Gloves", "Smith@foo.com"))
        .succeeds();
    hasArrived();
  }

  /// It wants a terminal, which `script` pretends to be.
  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void neomuttReads(ServiceName service) throws IOException {
    Program.installed("neomutt");
    var read = folder.resolve("read");
    var settings =
        file(
            "neomuttrc",
            """
            set folder = "%s://bob@localhost:%s/"
            set spoolfile = "+INBOX"
            set imap_pass = "redqueen"
            set ssl_starttls = yes
            set ssl_force_tls = yes
            set ssl_ca_certificates_file = "%s"
            set certificate_file = "%s"
            set header_cache = ""
            set wait_key = no
            set delete = yes
            set quit = yes
            push "<pipe-message>cat>%s<enter><flag-message><next-entry><delete-message><quit>"
            """
                .formatted(service.key(), port(service), certificate(), certificate(), read));
    Program.installed("script")
        .run(
            file("nothing", ""),
            List.of("-qec", "TERM=xterm neomutt -n -F " + settings, "/dev/null"))
        .succeeds();

    assertThat(read).content().contains("wooden fish");
    assertThat(server.messages("bob", "INBOX"))
        .hasSize(2)
        .extracting(message -> message.flags().contains("\\Flagged"))
        .containsExactlyInAnyOrder(true, false);
    secretsWereEncrypted();
  }

  @ParameterizedTest
  @EnumSource(names = {"POP3", "POP3S", "IMAP", "IMAPS"})
  void fetchmail(ServiceName service) throws IOException {
    var fetched = folder.resolve("fetched");
    var settings =
        file(
            "fetchmailrc",
            """
            poll localhost protocol %s port %s
              user "bob" password "redqueen" fetchall nokeep
              %s sslproto "TLS1.2+" sslcertck sslcertfile "%s"
              mda "cat >> %s"
            """
                .formatted(
                    service.protocol(),
                    port(service),
                    service.tls() ? "ssl" : "",
                    certificate(),
                    fetched));
    Program.installed("fetchmail")
        .run("--nosyslog", "--nodetach", "-f", settings.toString(), "--pidfile", folder + "/pid")
        .succeeds();
    assertThat(fetched).content().contains("wooden fish", "They were in the door.", "number 23");
    assertThat(server.messages("bob", "INBOX")).isEmpty();
    secretsWereEncrypted();
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void mbsync(ServiceName service) throws IOException {
    var settings =
        file(
            "mbsyncrc",
            """
            IMAPAccount lab
            Host localhost
            Port %s
            User jones
            Pass wirelab
            SSLType %s
            SystemCertificates no
            CertificateFile %s

            IMAPStore far
            Account lab

            MaildirStore near
            Path %s/mail/
            Inbox %s/mail/INBOX
            SubFolders Verbatim

            Channel all
            Far :far:
            Near :near:
            Patterns *
            Create Near
            Sync Pull
            SyncState *
            """
                .formatted(
                    port(service),
                    service.tls() ? "IMAPS" : "STARTTLS",
                    certificate(),
                    folder,
                    folder));
    Files.createDirectories(folder.resolve("mail"));
    Program.installed("mbsync").run("-c", settings.toString(), "all").succeeds();

    var octets = new ArrayList<Long>();
    try (var files = Files.walk(folder.resolve("mail"))) {
      for (var file : files.filter(path -> path.toString().matches(".*/(?:cur|new)/.+")).toList()) {
        octets.add(Files.size(file));
      }
    }
    int all =
        server.fixture().users().getFirst().folders().stream()
            .mapToInt(folder -> folder.messages().size())
            .sum();
    assertThat(octets).hasSize(all);
    secretsWereEncrypted();
  }

  @Test
  void msmtpTrustsNobodyElse() throws IOException {
    var other = dev.wirelab.server.tls.Authority.in(folder.resolve("authority")).certificate();
    var run =
        Program.installed("msmtp")
            .run(
                file("mail.eml", MAIL),
                List.of(
                    "--host=localhost",
                    "--port=" + port(ServiceName.SMTPS),
                    "--tls=on",
                    "--tls-starttls=off",
                    "--tls-trust-file=" + other,
                    "--from=Jones@foo.com",
                    "Smith@foo.com"));
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("certificate");
    assertThat(server.messages("smith", "INBOX")).isEmpty();
  }
}
