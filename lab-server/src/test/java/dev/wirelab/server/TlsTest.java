package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Remark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS from the start (RFC 8314, 3): what is spoken inside, who is trusted, and what is on record.
@Timeout(60)
class TlsTest {

  private static final String CONVERSATION =
      "S: 220 foo.com *\nC: HELO bar.com\nS: 250 *\nC: QUIT\nS: 221 *\nclosed";

  @TempDir Path folder;

  private final Endings endings = new Endings();
  private final LabServer server =
      LabServer.start(Fixture.named("walkthrough"), Listeners.loopback(), endings);

  @AfterEach
  void close() {
    server.close();
  }

  private Conversation encrypted() {
    return Conversation.with(server, ServiceName.SMTPS);
  }

  /// In clear, to the port where TLS is spoken.
  private Conversation plain() {
    return Conversation.with(server.host(), server.port(ServiceName.SMTPS), server::trusting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void theProtocolIsSpokenInside(String version) {
    try (var client = plain().shakesHands(version)) {
      client.goes(CONVERSATION);
    }
    assertThat(endings.remarks())
        .singleElement()
        .asString()
        .startsWith("encrypted from here on, by " + version + ", TLS_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "foo.com", "dewey", "example.com"})
  void theCertificateIsForTheLocalNamesAndTheFixtures(String name) throws IOException {
    try (var plain = new Socket(server.host(), server.port(ServiceName.SMTPS));
        var client =
            (SSLSocket)
                server
                    .trusting()
                    .getSocketFactory()
                    .createSocket(plain, name, plain.getPort(), true)) {
      var parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      client.startHandshake();
      assertThat(client.getSession().getPeerCertificates()).hasSize(2);
    }
  }

  @Test
  void theRecordHasTheOctetsDecrypted() {
    try (var client = encrypted()) {
      client.goes(CONVERSATION);
    }
    var dialogue = endings.next();

    assertThat(dialogue.tls()).isTrue();
    assertThat(dialogue.segments()).isNotEmpty().allMatch(segment -> segment.tls());
    assertThat(dialogue.segments())
        .filteredOn(segment -> segment.from() == Peer.CLIENT)
        .extracting(segment -> new String(segment.octets(), ISO_8859_1))
        .containsExactly("HELO bar.com\r\n", "QUIT\r\n");
  }

  @Test
  void whoSpeaksInClearIsHungUpOnAndItIsOnRecord() {
    try (var client = plain()) {
      client.goes("C: EHLO bar.com\nclosed");
    }
    var dialogue = endings.next();
    assertThat(dialogue.remarks())
        .extracting(Remark::text)
        .containsExactly("the client spoke in clear where TLS was to begin");
    assertThat(dialogue.segments())
        .singleElement()
        .satisfies(segment -> {
          assertThat(segment.tls()).isFalse();
          assertThat(segment.octets()).asString().isEqualTo("EHLO bar.com\r\n");
        });
  }

  @Test
  void whoLeavesAtOnceIsOnRecord() {
    try (var client = plain()) {
      client.sendsNoMore().isClosed();
    }
    assertThat(endings.remarks()).containsExactly("the connection ended without a TLS handshake");
  }

  @Test
  void garbageThatLooksLikeTlsIsHungUpOn() {
    try (var client = plain()) {
      client.sends("\u0016\u0003\u0001\u0000\u0005hello");
      while (client.octet() >= 0) {
        // An alert, and then the end.
      }
    }
    assertThat(endings.remarks())
        .singleElement()
        .asString()
        .startsWith("the TLS handshake failed: ");
  }

  @Test
  void whoDoesNotTrustTheAuthorityIsOnRecord() throws IOException {
    var other = Authority.in(folder).trusting().getSocketFactory();
    try (var plain = new Socket(server.host(), server.port(ServiceName.SMTPS));
        // The plain one is left open, so that the alert is not lost with it.
        var client = (SSLSocket) other.createSocket(plain, "localhost", plain.getPort(), false)) {
      assertThatThrownBy(client::startHandshake)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("PKIX path");
      assertThat(endings.remarks())
          .singleElement()
          .asString()
          .startsWith("the TLS handshake failed: ")
          .endsWith("(the client does not trust the certificate; the lab's ca.pem is for that)");
    }
  }

  /// Python and others close the socket as soon as they have seen the certificate: what they say of
  /// it may be lost with the connection.
  @Test
  void whoHangsUpOverTheCertificateIsOnRecordWithTheLikelyReason() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    try (var client = new Socket(server.host(), server.port(ServiceName.SMTPS))) {
      client.getOutputStream().write(hello.array(), 0, hello.position());
      assertThat(client.getInputStream().read()).isEqualTo(0x16);
      // Closed at once, with much unread.
      client.setSoLinger(true, 0);
    }
    assertThat(endings.remarks())
        .containsExactly(
            "the TLS handshake failed: the client hung up (as one does that does not trust the"
                + " certificate; the lab's ca.pem is for that)");
  }

  @Test
  void whoHangsUpInTheHandshakeIsOnRecord() {
    try (var client = plain()) {
      client.sends("\u0016\u0003\u0001\u0000\u002d\u0001").sendsNoMore();
      while (client.octet() >= 0) {
        // An alert, and then the end.
      }
    }
    assertThat(endings.remarks())
        .singleElement()
        .asString()
        .startsWith("the TLS handshake failed: ");
  }

  @Test
  void olderTlsIsRefused() {
    try (var client = plain()) {
      // A ClientHello of TLS 1.1 with one cipher suite, and no more.
      client.sends(
          "\u0016\u0003\u0001\u0000\u002d\u0001\u0000\u0000\u0029\u0003\u0002"
              + "r".repeat(32)
              + "\u0000\u0000\u0002\u00c0\u0009\u0001\u0000");
      assertThat(client.octet()).isEqualTo(0x15);
    }
    assertThat(endings.remarks())
        .singleElement()
        .asString()
        .startsWith("the TLS handshake failed: ");
  }

  @Test
  void closingSaysGoodbyeInsideTlsToo() {
    try (var client = encrypted()) {
      client.goes("S: 220 *\nC: EHLO bar.com\nS: 250-*\nS: 250-*\nS: 250-*\nS: 250-*\nS: 250 HELP");
      server.reset();
      client.hears("421 foo.com Service shutting down, *").isClosed();
    }
  }

  @Test
  void nothingIsMadeBeforeSomebodyWantsTls() throws IOException {
    var authority = folder.resolve("authority");
    try (var lab =
            LabServer.start(server.fixture(), Listeners.loopback().with(Authority.in(authority)));
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes(CONVERSATION);
      assertThat(authority).doesNotExist();

      assertThat(lab.certificate()).startsWith(authority).hasFileName("ca.pem").exists();
    }
  }

  @Test
  void whereNoAuthorityCanBeKeptTheRecordSaysSo() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var listeners = Listeners.loopback().with(Authority.in(file.resolve("authority")));
    try (var lab = LabServer.start(server.fixture(), listeners, endings)) {
      try (var client = Conversation.with(lab.host(), lab.port(ServiceName.SMTPS))) {
        client.sends("\u0016\u0003\u0001").isClosed();
      }
      assertThat(endings.remarks())
          .singleElement()
          .asString()
          .startsWith("no TLS is possible: The lab's certificate authority in " + file);
      assertThatThrownBy(lab::certificate)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("WIRELAB_AUTHORITY");
    }
  }

  @Test
  void randomOctetsThatLookLikeTlsAreHungUpOn() {
    var random = new Random(8446);
    for (int i = 0; i < 50; i++) {
      var octets = new byte[5 + random.nextInt(500)];
      random.nextBytes(octets);
      octets[0] = 0x16;
      octets[1] = 3;
      octets[2] = (byte) random.nextInt(4);
      octets[3] = 0;
      try (var client = plain()) {
        client.sends(octets).sendsNoMore();
        while (client.octet() >= 0) {
          // An alert, perhaps, and then the end.
        }
      } catch (UncheckedIOException e) {
        // Hung up on with more on its way.
        assertThat(e).hasCauseInstanceOf(SocketException.class);
      }
      assertThat(endings.remarks()).singleElement().asString().startsWith("the TLS handshake ");
    }
    assertThat(endings.faults()).isEmpty();
  }

  @Test
  void manyAtOnceAreServed() throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          IntStream.range(0, 40)
              .mapToObj(i ->
                  executor.submit(() -> {
                    try (var client = encrypted()) {
                      client.goes(CONVERSATION);
                    }
                  }))
              .toList();
      for (var client : clients) {
        client.get();
      }
    }
    assertThat(server.wire().dialogues()).hasSize(40).allMatch(Dialogue::tls);
  }
}
