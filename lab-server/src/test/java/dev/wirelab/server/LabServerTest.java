package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A lab begins, serves many, goes back to where it was, and leaves nothing behind.
class LabServerTest extends SmtpTest {

  @Test
  void resetGoesBackToTheFixture() {
    try (var client = begun()) {
      client.goes("C: Hello!\nC: .\nS: 250 OK");
    }
    int port = server.port(Protocol.SMTP);

    server.reset();

    assertThat(stored()).isEmpty();
    assertThat(server.wire().dialogues()).isEmpty();
    assertThat(server.port(Protocol.SMTP)).isEqualTo(port);
    try (var client = begun()) {
      client.goes("C: Hello!\nC: .\nS: 250 OK");
    }
    assertThat(stored()).singleElement().asString().contains("ESMTP id 1\r\n");
    assertThat(server.messages("jones", "INBOX").getFirst().uid()).isEqualTo(1);
  }

  @Test
  void resetEndsOpenConnectionsAndStoresNothingOfTheirs() {
    try (var idle = greeted();
        var writing = begun().sends("Subject: half a mail\r\n")) {
      server.reset();

      idle.hears("421 foo.com Service shutting down, closing transmission channel").isClosed();
      writing.hears("421 foo.com *").isClosed();
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void resetsMayComeAtAnyTime() throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Future<?>>();
      for (int i = 0; i < 20; i++) {
        clients.add(executor.submit(this::writeUntilSentAway));
      }
      for (int i = 0; i < 20; i++) {
        server.reset();
      }
      for (var client : clients) {
        while (!client.isDone()) {
          server.reset();
        }
        client.get();
      }
    }
    server.reset();
    assertThat(stored()).isEmpty();
    assertThat(server.wire().dialogues()).isEmpty();
  }

  private void writeUntilSentAway() {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.sends("HELO bar.com\r\n");
      for (int i = 0; i < 1_000; i++) {
        client.sends("MAIL FROM:<>\r\nRCPT TO:<Jones@foo.com>\r\nDATA\r\nSubject: x\r\n\r\n.\r\n");
        for (int j = 0; j < 4; j++) {
          var line = client.line();
          if (line == null || line.startsWith("421")) {
            return;
          }
        }
      }
    } catch (UncheckedIOException e) {
      // Hung up on while it was writing.
    }
  }

  @Test
  void closingSaysGoodbyeAndFreesThePort() throws IOException {
    int port = server.port(Protocol.SMTP);
    try (var client = greeted()) {
      server.close();
      client.hears("421 foo.com Service shutting down, *").isClosed();
    }
    server.close();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    try (var again =
        LabServer.start(server.fixture(), Listeners.loopback().with(Protocol.SMTP, port))) {
      assertThat(again.port(Protocol.SMTP)).isEqualTo(port);
    }
  }

  @Test
  void noThreadIsLeft() {
    try (var client = greeted()) {
      assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
      server.close();
      client.hears("421 *").isClosed();
    }
    assertThat(threads()).isEmpty();
  }

  /// Those of this lab, by its port's number: others run beside it.
  private Iterable<Thread> threads() {
    var name = "lab server, SMTP " + server.port(Protocol.SMTP);
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }

  @Test
  void aSilentClientIsToldGoodbye() {
    var hasty = Listeners.loopback().with(Duration.ofMillis(50));
    try (var lab = LabServer.start(server.fixture(), hasty);
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.hears("220 *").hears("421 foo.com Nothing heard for too long, *").isClosed();
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      var listeners = Listeners.loopback().with(Protocol.SMTP, port);
      assertThatThrownBy(() -> LabServer.start(server.fixture(), listeners))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("SMTP cannot listen on port " + port + " of 127.0.0.1: ")
          .hasMessageEndingWith("Choose another port, or 0 for any free one");
    }
  }

  @Test
  void aHostThatIsElsewhereIsNamed() {
    var listeners = Listeners.loopback().on("192.0.2.1");
    assertThatThrownBy(() -> LabServer.start(server.fixture(), listeners))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("SMTP cannot listen on 192.0.2.1: ");
  }

  @Test
  void whatIsNotThereIsSaid() {
    var smtpAlone =
        new Listeners(
            Listeners.LOOPBACK,
            Map.of(ServiceName.SMTP, 0),
            Listeners.PATIENCE,
            Listeners.loopback().authority(),
            Set.of());
    try (var lab = LabServer.start(server.fixture(), smtpAlone)) {
      assertThatThrownBy(() -> lab.port(Protocol.HTTP))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("HTTP is not offered here; there is: [SMTP]");
    }
    assertThatThrownBy(() -> server.account("smith"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Nobody logs in as 'smith'; there are: jones, bob, frobozz, demo");
    assertThatThrownBy(() -> server.messages("jones", "Sent"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("jones has no folder 'Sent'; there are: INBOX");
    assertThat(server.account("JONES").toString())
        .doesNotContain(server.account("jones").password());
  }

  @Test
  void twoHundredClientsAtOnce() throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Future<?>>();
      for (int i = 0; i < 200; i++) {
        var subject = "Subject: " + i;
        clients.add(
            executor.submit(() -> {
              try (var client = begun()) {
                client.goes("C: " + subject + "\nC: \nC: Hello!\nC: .\nS: 250 OK");
                client.goes("C: QUIT\nS: 221 *\nclosed");
              }
            }));
      }
      for (var client : clients) {
        client.get();
      }
    }
    assertThat(storedText()).hasSize(200).doesNotHaveDuplicates();
    assertThat(server.messages("jones", "INBOX"))
        .extracting(StoredMessage::sequence)
        .first()
        .isEqualTo(1);
    assertThat(server.wire().dialogues()).hasSize(200);
  }
}
