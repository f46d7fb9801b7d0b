package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers that learners write.
@Timeout(30)
class ServerTest {

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;
  private final ConcurrentLinkedQueue<String> letters = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    session.close();
  }

  /// As a learner might write it: the commands, their order, and the text of a message.
  private void smtp(Client client) throws IOException {
    client.send("220 my.own Service Ready");
    boolean sender = false;
    boolean recipient = false;
    for (var line = client.readLine(); line != null; line = client.readLine()) {
      switch (line.split("[ :]")[0].toUpperCase()) {
        case "EHLO", "HELO" -> client.send("250 my.own");
        case "MAIL" -> {
          sender = true;
          client.send("250 OK");
        }
        case "RCPT" -> {
          recipient = sender;
          client.send(sender ? "250 OK" : "503 MAIL first");
        }
        case "DATA" -> {
          if (!recipient) {
            client.send("503 RCPT first");
            break;
          }
          client.send("354 Go on");
          var text = new StringBuilder();
          var next = client.readLine();
          while (next != null && !next.equals(".")) {
            text.append(next.startsWith(".") ? next.substring(1) : next).append("\r\n");
            next = client.readLine();
          }
          if (next == null) {
            return;
          }
          letters.add(text.toString());
          client.send("250 OK");
        }
        case "QUIT" -> {
          client.send("221 Bye");
          return;
        }
        default -> client.send("502 Not here");
      }
    }
  }

  private void deliver(Server server, String text) throws Exception {
    var mail = new MimeMessage(server.session());
    mail.setFrom(new InternetAddress("Smith@bar.com"));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress("Jones@foo.com"));
    mail.setText(text);
    Transport.send(mail);
  }

  @Test
  void aRawClientAndALibraryDeliverToIt() throws Exception {
    var server = lab.serve("smtp", this::smtp);
    var raw = lab.smtp(server.host(), server.port());
    raw.send("EHLO bar.com\nRCPT TO:<Jones@foo.com>\nMAIL FROM:<Smith@bar.com>");
    raw.send("RCPT TO:<Jones@foo.com>\nDATA\n..profile\n.\nQUIT");
    assertThat(session.shown())
        .startsWith("S: 220 my.own Service Ready\n")
        .contains("S: 503 MAIL first\n")
        .endsWith("S: 221 Bye\n");

    deliver(server, "from a library");
    assertThat(letters).hasSize(2).contains(".profile\r\n");
    assertThat(letters).anySatisfy(letter -> assertThat(letter).contains("from a library"));
    assertThat(server.wire().size()).isEqualTo(2);
    assertThat(server.wire().get(1).toString()).contains("C: ..profile").endsWith("S: 221 Bye");
    assertThat(server.failures()).isEmpty();
  }

  @Test
  void twentyClientsAtOnce() throws Exception {
    var server = lab.serve("smtp", this::smtp);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var deliveries = new ArrayList<Future<?>>();
      for (int i = 0; i < 20; i++) {
        var text = "letter " + i;
        deliveries.add(
            pool.submit(() -> {
              deliver(server, text);
              return null;
            }));
      }
      for (var delivery : deliveries) {
        delivery.get();
      }
    }
    assertThat(letters).hasSize(20);
    assertThat(server.wire().size()).isEqualTo(20);
  }

  @Test
  void aClientThatGoesInTheMiddleIsNoFailure() throws Exception {
    var left = new CountDownLatch(1);
    var server =
        lab.serve(
            "smtp",
            client -> {
              try {
                smtp(client);
              } finally {
                left.countDown();
              }
            });
    var raw = lab.smtp(server.host(), server.port());
    raw.send("EHLO x\nMAIL FROM:<a@b>\nRCPT TO:<c@d>\nDATA\nhalf a letter");
    raw.close();
    left.await();
    deliver(server, "after it");
    assertThat(letters).hasSize(1);
    assertThat(server.failures()).isEmpty();
  }

  @Test
  void whatItThrowsIsShownBeforeTheClientIsHungUpOn() throws Exception {
    var server =
        lab.serve(
            "pop3",
            client -> {
              throw new IllegalStateException("no mailbox");
            });
    assertThatThrownBy(() -> lab.pop3(server.host(), server.port()))
        .isInstanceOf(ConversationException.class)
        .hasMessageContaining("The server closed the connection");
    assertThat(session.shown())
        .isEqualTo(
            "Your pop3 server failed, and hung up on its client: "
                + "java.lang.IllegalStateException: no mailbox\n");
    assertThat(server.failures()).hasSize(1);
  }

  @Test
  void isWatchedByExercises() {
    var server = lab.serve("smtp", this::smtp);
    lab.smtp(server.host(), server.port()).send("RCPT TO:<Jones@foo.com>\nQUIT");
    session.shown();
    lab.exercise("order").on(server).answered("RCPT", 503).answered("QUIT", 221).verify();
    assertThat(session.shown()).contains("order: 2 of 2 checks passed");
    assertThatThrownBy(lab.exercise("order").answered("RCPT", 503)::verify)
        .isInstanceOf(CheckFailed.class);
  }

  @Test
  void aCellThatIsRunAgainHasAFreshOne() throws Exception {
    var first = lab.serve("smtp", this::smtp);
    var raw = lab.smtp(first.host(), first.port());
    var second = lab.serve("smtp", client -> client.send("220 fresh"));
    assertThat(first.isClosed()).isTrue();
    assertThatThrownBy(() -> raw.send("NOOP")).isInstanceOf(ConversationException.class);
    session.shown();
    lab.smtp(second.host(), second.port());
    assertThat(session.shown()).isEqualTo("S: 220 fresh\n");
    var third = lab.serve("http", second.port(), client -> client.send("HTTP/1.1 204 No Content"));
    assertThat(second.isClosed()).isTrue();
    assertThat(third.isClosed()).isFalse();
    for (int i = 0; i < 100; i++) {
      lab.serve("http", third.port(), client -> client.send("HTTP/1.1 204 No Content"));
    }
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> lab.serve("smtp", taken.getLocalPort(), this::smtp))
          .hasMessageContaining("No server on port " + taken.getLocalPort())
          .hasMessageContaining("Choose another port");
    }
    assertThatThrownBy(() -> lab.serve("smtps", this::smtp)).hasMessageContaining("“smtps”");
    assertThatThrownBy(() -> lab.serve("gopher", this::smtp)).hasMessageContaining("“gopher”");
  }

  @Test
  void endsWithItsThreadsWhenItIsClosedOrTheLabReset() throws Exception {
    var threads = new LinkedBlockingQueue<Thread>();
    Serving waiting =
        client -> {
          threads.add(Thread.currentThread());
          client.send("220 I wait");
          new CountDownLatch(1).await();
        };
    for (Runnable end :
        List.<Runnable>of(
            () -> lab.reset(), () -> lab.serve("smtp", waiting).close(), lab::close)) {
      var server = lab.serve("smtp", waiting);
      lab.smtp(server.host(), server.port());
      end.run();
      threads.take().join();
      assertThat(server.isClosed()).isTrue();
      assertThatThrownBy(() -> new Socket(server.host(), server.port()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    var server = lab.serve("smtp", this::smtp);
    var ended = new CountDownLatch(1);
    var cell =
        Thread.startVirtualThread(() -> {
          try {
            server.await();
          } catch (InterruptedException e) {
            ended.countDown();
          }
        });
    cell.interrupt();
    ended.await();
    assertThat(server.isClosed()).isTrue();
  }

  @Test
  void linesEndWithCrLfAlone() throws Exception {
    var lines = new LinkedBlockingQueue<String>();
    var server =
        lab.serve(
            "smtp",
            client -> {
              for (var line = client.readLine(); line != null; line = client.readLine()) {
                lines.add(line);
              }
              lines.add("gone");
            });
    try (var socket = lab.socket("smtp", server.host(), server.port())) {
      socket
          .getOutputStream()
          .write("one\r\ntwo\nthree\r\r\nfür\r\nhalf".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(List.of(lines.take(), lines.take(), lines.take(), lines.take()))
        .containsExactly("one", "two\nthree\r", "für", "gone");
  }

  @Test
  void speaksWithJavaNetHttp() throws Exception {
    var server =
        lab.serve(
            "http",
            client -> {
              while (!client.readLine().isEmpty()) {}
              client.send("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello");
            });
    lab.debug(4);
    var uri = lab.uri("http").resolve("http://" + server.host() + ":" + server.port() + "/");
    try (var http = lab.httpClient()) {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("hello");
    }
    assertThat(session.shown()).contains("> GET / HTTP/1.1", "< HTTP/1.1 200 OK");
    assertThatThrownBy(server::session).hasMessageContaining("lab.httpClient()");
  }
}
