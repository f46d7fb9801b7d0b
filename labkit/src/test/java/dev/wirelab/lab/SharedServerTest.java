package dev.wirelab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.server.RemoteServer;
import dev.wirelab.server.ServerCommand;
import dev.wirelab.server.ServiceName;
import jakarta.mail.Message;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two notebooks and one server, a process of its own.
@Timeout(60)
class SharedServerTest {

  @TempDir private static Path folder;
  private static Process process;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Lab lab = lab(new PrintStream(shown, true, UTF_8));
  private final Lab neighbour = lab(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));

  @BeforeAll
  static void aServerElsewhere() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerCommand.class.getName(),
                "--announce",
                announced().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader(UTF_8).readLine()).startsWith("{\"host\"");
  }

  @AfterAll
  static void itEnds() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor()).isZero();
  }

  @AfterEach
  void theNotebooksEnd() {
    lab.close();
    neighbour.close();
  }

  private static Path announced() {
    return folder.resolve("address");
  }

  private static Lab lab(PrintStream out) {
    return new Lab(
        "course",
        Blackboard.of(out),
        failure -> Optional.of(failure.toString()),
        (_, _) -> new SharedServer(RemoteServer.at(announced().toString())));
  }

  private static void deliver(Lab lab, String recipient, String text) {
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com");
      smtp.send("MAIL FROM:<Smith@bar.com>");
      smtp.send("RCPT TO:<" + recipient + ">");
      smtp.send("DATA");
      smtp.send("Subject: tea\r\n\r\n" + text + "\r\n.");
      smtp.send("QUIT");
    }
  }

  @Test
  void whatOneSendsTheOtherFinds() {
    deliver(lab, "Jones@foo.com", "at six");
    assertThat(neighbour.mailbox("jones").last().text()).contains("at six");
    assertThat(neighbour.mailbox("jones@FOO.com").last().header("Subject")).contains("tea");
  }

  @Test
  void theRecordIsOfWhatThisNotebookHasSaid() throws Exception {
    deliver(neighbour, "Jones@foo.com", "not mine");
    deliver(lab, "Jones@foo.com", "mine");
    var message = new MimeMessage(lab.session());
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("Jones@foo.com"));
    message.setText("by a library");
    Transport.send(message);
    assertThat(lab.wire().size()).isEqualTo(2);
    assertThat(lab.wire().get(1).toString()).contains("mine").doesNotContain("not mine");
    assertThat(lab.wire().last().toString()).contains("by a library");
  }

  @Test
  void tlsTrustsThatServersAuthority() {
    try (var imap = lab.imaps()) {
      assertThat(imap.send("a1 LOGIN demo " + lab.password("demo")).status()).isEqualTo("OK");
    }
  }

  @Test
  void aMailboxIsReadInItsOrderWithoutChangingIt() {
    assertThat(lab.mailbox("bob").size()).isEqualTo(2);
    var own = new LabSession();
    assertThat(lab.mailbox("bob")).hasToString(own.lab.mailbox("bob").toString());
    assertThat(lab.mailbox("bob").message(2))
        .hasToString(own.lab.mailbox("bob").message(2).toString());
    own.close();
  }

  @Test
  void aResetLeavesWhatIsOthers() {
    deliver(lab, "Jones@foo.com", "stays");
    int before = lab.mailbox("jones").size();
    var open = lab.smtp();
    shown.reset();
    lab.reset();
    assertThat(open.isOpen()).isFalse();
    assertThat(lab.wire().size()).isZero();
    assertThat(lab.mailbox("jones").size()).isEqualTo(before);
    assertThat(shown.toString(UTF_8)).contains("The mailboxes stay as they are");
  }

  @Test
  void nothingIsMadeToGoWrongForOthers() {
    assertThatThrownBy(() -> lab.chaos().split(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it would go wrong for them, too");
  }

  @Test
  void theTokenIsForNobodyElse() throws IOException {
    var address = Files.readString(announced());
    assertThat(Files.getPosixFilePermissions(announced())).hasSize(2);
    assertThat(RemoteServer.at(address).toString()).doesNotContain("token");
    assertThatThrownBy(() -> RemoteServer.at(address.strip() + "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Open the page by the address");
  }

  @Test
  void whatIsNoLabServerIsRefusedWithAReason() throws IOException {
    var server = RemoteServer.at(announced().toString());
    assertThatThrownBy(() -> RemoteServer.at("http://127.0.0.1:1/?token=x"))
        .hasMessageContaining("could not be asked");
    assertThatThrownBy(() ->
            RemoteServer.at("http://127.0.0.1:" + server.port(ServiceName.HTTP) + "/?token=x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RemoteServer.at("http://127.0.0.1:1/"))
        .hasMessageContaining("/?token=");
    assertThatThrownBy(() -> RemoteServer.at(folder.resolve("nothing").toString()))
        .hasMessageContaining("neither an address nor a file");
  }
}
