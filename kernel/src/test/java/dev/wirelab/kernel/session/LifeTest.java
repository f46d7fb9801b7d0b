package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.protocol.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// From the binding of the sockets to their closing.
class LifeTest {

  @Test
  void theHeartbeatEchoes() {
    try (var session = Session.of(new Echo());
        var context = new ZContext();
        var heart = heart(context, session.connection)) {
      for (var beat : new String[] {"ping", "", "\u0000ü"}) {
        heart.send(beat.getBytes(UTF_8));
        assertThat(heart.recv()).isEqualTo(beat.getBytes(UTF_8));
      }
    }
  }

  @Test
  void theHeartBeatsWhileACellRuns() {
    try (var session = Session.of(new Echo());
        var context = new ZContext();
        var heart = heart(context, session.connection)) {
      var waiting = session.begin("wait").printing();
      heart.send("ping");
      assertThat(heart.recvStr()).isEqualTo("ping");
      session.interrupt();
      waiting.end().fails("KeyboardInterrupt");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aShutdownIsAnsweredAndHappens(Line line) throws InterruptedException {
    try (var session = Session.of(new Echo())) {
      var reply = session.ask(line, "shutdown_request", Json.object("restart", true));

      assertThat(reply.get("status").getAsString()).isEqualTo("ok");
      assertThat(reply.get("restart").getAsBoolean()).isTrue();
      session.kernel().awaitShutdown();
    }
  }

  @Test
  void allFrontEndsHearOfAShutdown() {
    try (var session = Session.of(new Echo());
        var other = session.another()) {
      var request =
          session.client.send(Line.CONTROL, "shutdown_request", Json.object("restart", true));

      var told = other.awaitBroadcast(request, "shutdown_reply").content();
      assertThat(told.get("restart").getAsBoolean()).isTrue();
    }
  }

  @Test
  void whatWasPrintedIsSeenAfterTheKernelHasEnded() {
    try (var session = Session.of(new Echo())) {
      var running = session.begin("print 200000");
      session.execute("hello").result("hello");
      session.kernel().close();

      assertThat(running.end().stream("stdout")).endsWith("line 199999\n");
    }
  }

  @Test
  void aKernelThatClosesEndsItsCell() {
    try (var session = Session.of(new Echo())) {
      var waiting = session.begin("wait").printing();
      var queued = session.begin("hello");

      session.kernel().close();

      waiting.end().fails("KeyboardInterrupt");
      assertThat(session.client.broadcasts(queued.request)).isEmpty();
    }
  }

  /// The end may come before a cell that is on its way has begun.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aKernelCanCloseAtAnyTime(int round) {
    try (var session = Session.of(new Echo())) {
      session.begin("hello " + round);
      session.begin("wait");
      session.kernel().close();

      assertThat(session.log()).isEmpty();
    }
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    try (var session = Session.of(new Echo())) {
      assertThatIOException()
          .isThrownBy(() -> kernel(session.connection))
          .withMessageContaining(session.connection.address(session.connection.shellPort()))
          .withMessageNotContaining(session.connection.key());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.invalid", "256.1.1.1"})
  void anAddressThatIsNoneIsNamed(String ip) throws IOException {
    var local = Connection.local();
    var wrong =
        new Connection(
            "tcp",
            ip,
            local.shellPort(),
            local.controlPort(),
            local.stdinPort(),
            local.iopubPort(),
            local.hbPort(),
            local.signatureScheme(),
            local.key());

    assertThatIOException()
        .isThrownBy(() -> kernel(wrong))
        .withMessageContaining("Cannot listen at Connection[tcp://" + ip);
  }

  @Test
  void aFrontEndThatHearsNothingSaysWhatItWaitedFor() throws IOException {
    var nobody = Connection.local();

    assertThatExceptionOfType(Client.TimeoutException.class)
        .isThrownBy(() -> new Client(nobody, Duration.ofMillis(50)).close())
        .withMessage("Waited 50 ms in vain for iopub_welcome");
  }

  private static ZMQ.Socket heart(ZContext context, Connection connection) {
    var heart = context.createSocket(SocketType.REQ);
    heart.setHandshakeIvl(Client.HANDSHAKE_MILLIS);
    heart.connect(connection.address(connection.hbPort()));
    return heart;
  }

  private static void kernel(Connection connection) throws IOException {
    var log = new KernelLog(new PrintStream(OutputStream.nullOutputStream()));
    new Kernel(connection, new Echo(), new Renderers(), new CommRegistry(), log).close();
  }
}
