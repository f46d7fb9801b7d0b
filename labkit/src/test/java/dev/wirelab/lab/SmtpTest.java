package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A conversation with servers that do what the lab's own never does.
@Timeout(30)
class SmtpTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final LabSession session = new LabSession();

  @AfterEach
  void close() {
    session.close();
  }

  private Smtp connect(ScriptedServer server) {
    var dialogue = new Dialogue(Protocol.SMTP, Clock.systemUTC(), false);
    var smtp = new Smtp(dialogue, session.board, Duration.ofSeconds(10));
    smtp.open(new Endpoint(server.host(), server.port(), false, null));
    return smtp;
  }

  private Smtp greeted(ScriptedServer server) {
    var smtp = connect(server);
    smtp.greet();
    return smtp;
  }

  @Test
  void printsBothSidesAsTheyPass() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("250-one\r\n250-two\r\n250 three\r\n");
            });
        var smtp = greeted(server)) {
      var reply = smtp.send("EHLO bar.com");
      assertThat(smtp.greeting().code()).isEqualTo(220);
      assertThat(reply.lines()).containsExactly("250-one", "250-two", "250 three");
      assertThat(session.shown())
          .isEqualToIgnoringNewLines(
              """
              S: 220 here
              C: EHLO bar.com
              S: 250-one
              S: 250-two
              S: 250 three
              """);
    }
  }

  @Test
  void sendsAMessageExactlyAsTypedAndAsksForTheReplyAfterTheLoneDot() throws Exception {
    var received = new LinkedBlockingQueue<String>();
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("354 go on\r\n");
              for (int i = 0; i < 5; i++) {
                received.add(connection.line());
              }
              connection.send("250 thanks\r\n");
            });
        var smtp = greeted(server)) {
      var reply =
          smtp.send(
              """
              DATA
              ..two dots

                indented
              é
              .
              """);
      assertThat(reply).hasToString("250 thanks");
      assertThat(received).containsExactly("..two dots", "", "  indented", "Ã©", ".");
    }
  }

  @Test
  void doesNotWaitForAReplyInsideAMessage() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("354 go on\r\n");
              while (!".".equals(connection.line())) {
                // The text of the message.
              }
              connection.send("250 thanks\r\n");
            });
        var smtp = greeted(server)) {
      assertThat(smtp.send("DATA").isIntermediate()).isTrue();
      assertThat(smtp.send("RCPT TO:<nobody> is no command here")).isSameAs(Reply.NONE);
      assertThat(smtp.send(".").code()).isEqualTo(250);
      assertThat(smtp.transcript())
          .hasToString(
              """
              S: 220 here
              C: DATA
              S: 354 go on
              C: RCPT TO:<nobody> is no command here
              C: .
              S: 250 thanks\
              """);
    }
  }

  @Test
  void saysWhatItWaitedForInVain() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.silence();
            });
        var smtp = greeted(server)) {
      smtp.timeout(SHORT);
      assertThatThrownBy(() -> smtp.send("DATA"))
          .isInstanceOf(ConversationException.class)
          .hasMessageContaining("Waited 0.2 s for the reply to DATA");
      assertThat(smtp.isOpen()).isFalse();
      assertThat(smtp.transcript()).hasToString("S: 220 here\nC: DATA");
    }
  }

  @Test
  void endsAnEndlessReply() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              while (true) {
                connection.send("250-and so on\r\n");
              }
            });
        var smtp = greeted(server)) {
      assertThatThrownBy(() -> smtp.send("EHLO bar.com"))
          .isInstanceOf(ConversationException.class)
          .hasMessageContaining("the reply to EHLO");
      assertThat(smtp.isOpen()).isFalse();
    }
  }

  @Test
  void endsAnEndlessLine() {
    try (var server =
            new ScriptedServer(connection -> {
              while (true) {
                connection.send("220 for ever and ");
              }
            });
        var smtp = connect(server)) {
      assertThatThrownBy(smtp::greet)
          .hasMessageContaining("the server’s greeting")
          .hasMessageContaining("65536 octets");
    }
  }

  @Test
  void anInterruptEndsABlockedRead() throws Exception {
    var listening = new CountDownLatch(1);
    var thrown = new ArrayBlockingQueue<Throwable>(1);
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              listening.countDown();
              connection.silence();
            });
        var smtp = greeted(server)) {
      var cell =
          Thread.startVirtualThread(() -> thrown.add(catchThrowable(() -> smtp.send("NOOP"))));
      listening.await();
      cell.interrupt();
      cell.join();
      assertThat(thrown.take())
          .isInstanceOf(ConversationException.class)
          .hasMessageContaining("Interrupted while waiting for the reply to NOOP");
    }
  }

  @Test
  void canBeEndedByAnotherThread() throws Exception {
    var listening = new CountDownLatch(1);
    try (var server =
        new ScriptedServer(connection -> {
          connection.send("220 here\r\n");
          connection.line();
          listening.countDown();
          connection.silence();
        })) {
      var smtp = greeted(server);
      var thrown = CompletableFuture.supplyAsync(() -> catchThrowable(() -> smtp.send("NOOP")));
      listening.await();
      smtp.close();
      assertThat(thrown.get()).hasMessageContaining("you closed it");
    }
  }

  @Test
  void needsNoServerOfTheLabToTalkToAnother() {
    try (var server = new ScriptedServer(connection -> connection.send("220 elsewhere\r\n"));
        var lab =
            new Lab(
                "empty",
                (_, _) -> {
                  throw new AssertionError("The lab's own server was started");
                },
                session.board,
                failure -> Optional.of(failure.toString()));
        var smtp = lab.smtp(server.host(), server.port())) {
      assertThat(smtp.greeting()).hasToString("220 elsewhere");
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThatThrownBy(() -> session.lab.smtp("127.0.0.1", port))
        .isInstanceOf(ConversationException.class)
        .hasMessage(
            "Nobody answers at 127.0.0.1, port %d: the connection was refused. Is the server"
                    .formatted(port)
                + " running, and is that its port?");
  }

  @Test
  void saysThatTheServerHungUp() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
            });
        var smtp = greeted(server)) {
      assertThatThrownBy(() -> smtp.send("EHLO bar.com"))
          .hasMessageContaining(
              "The server closed the connection while you waited for the reply to EHLO");
    }
  }

  @Test
  void saysThatThisIsNotSmtp() {
    try (var server = new ScriptedServer(connection -> connection.send("+OK POP3 ready\r\n"));
        var smtp = connect(server)) {
      assertThatThrownBy(smtp::greet)
          .hasMessageContaining("What came in place of the server’s greeting is not SMTP")
          .hasMessageContaining("“+OK POP3 ready”");
      assertThat(session.shown()).contains("S: +OK POP3 ready");
    }
  }

  @Test
  void isOverWhenTheServerSaysSo() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("421 going down\r\n");
            });
        var smtp = greeted(server)) {
      assertThat(smtp.send("NOOP").code()).isEqualTo(421);
      assertThat(smtp.isOpen()).isFalse();
      assertThatThrownBy(() -> smtp.send("NOOP"))
          .hasMessageContaining("the server said goodbye with 421")
          .hasMessageContaining("“NOOP” was not sent");
    }
  }

  @Test
  void masksALoginInWhatItPrints() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("334 VXNlcm5hbWU6\r\n");
              connection.line();
              connection.send("334 UGFzc3dvcmQ6\r\n");
              connection.line();
              connection.send("235 welcome\r\n");
              connection.line();
              connection.send("503 already\r\n");
            });
        var smtp = greeted(server)) {
      smtp.send("AUTH LOGIN");
      smtp.send("am9uZXM=");
      assertThat(smtp.send("cmVkcXVlZW4=").code()).isEqualTo(235);
      smtp.send("AUTH PLAIN AGpvbmVzAHJlZHF1ZWVu");
      assertThat(session.shown())
          .isEqualToIgnoringNewLines(
              """
              S: 220 here
              C: AUTH LOGIN
              S: 334 VXNlcm5hbWU6
              C: ********
              S: 334 UGFzc3dvcmQ6
              C: ********
              S: 235 welcome
              C: AUTH PLAIN ********
              S: 503 already
              """);
      assertThat(smtp.transcript().toString())
          .doesNotContain("cmVkcXVlZW4=", "am9uZXM=", "AGpvbmVzAHJlZHF1ZWVu");
      assertThat(smtp.transcript().mimeBundle().data().get("text/html").toString())
          .doesNotContain("cmVkcXVlZW4=", "am9uZXM=", "AGpvbmVzAHJlZHF1ZWVu");
      assertThat(smtp.transcript().withSecrets().toString())
          .contains("cmVkcXVlZW4=", "am9uZXM=", "AGpvbmVzAHJlZHF1ZWVu");
    }
  }

  @Test
  void refusesATimeoutOfNothing() {
    try (var server = new ScriptedServer(connection -> connection.send("220 here\r\n"));
        var smtp = greeted(server)) {
      assertThatThrownBy(() -> smtp.timeout(Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
