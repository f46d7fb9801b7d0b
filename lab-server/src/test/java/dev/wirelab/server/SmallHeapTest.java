package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server with little memory is offered more than it has.
@Timeout(120)
class SmallHeapTest {

  private static final int OFFERED = 50 * 1024 * 1024;
  private static final byte[] LINE = ("x".repeat(1022) + "\r\n").getBytes(ISO_8859_1);

  private static void sendsItAll(Conversation client) {
    for (int sent = 0; sent < OFFERED; sent += LINE.length) {
      client.sends(LINE);
    }
  }

  @Test
  void fiftyMegabytesAreRefusedByAllAndAllServeOn() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerCommand.class.getName(),
                "--fixture",
                "empty")
            .redirectErrorStream(true)
            .start();
    var log = new ArrayList<String>();
    try {
      var out = process.inputReader(UTF_8);
      var ports = JsonParser.parseString(out.readLine()).getAsJsonObject().getAsJsonObject("ports");
      var reader = Thread.ofVirtual().start(() -> out.lines().forEach(log::add));
      smtp(ports.get("smtp").getAsInt());
      imap(ports.get("imap").getAsInt());
      http(ports.get("http").getAsInt());
      try (var client = Conversation.with("127.0.0.1", ports.get("pop3").getAsInt())) {
        client.goes("S: +OK *\nC: USER jones\nS: +OK *\nC: PASS wirelab\nS: +OK *");
        client.goes("C: STAT\nS: +OK 1 *\nC: QUIT\nS: +OK *");
      }
      process.toHandle().destroy();
      assertThat(process.waitFor()).isZero();
      reader.join();
      assertThat(log).isNotEmpty().noneMatch(line -> line.contains("Error"));
    } finally {
      // Its output ends with it, and so does whoever reads that.
      process.destroyForcibly();
    }
  }

  private static void smtp(int port) {
    try (var client = Conversation.with("127.0.0.1", port)) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      assertThat(client.reply()).contains("250-SIZE 5242880");
      client.goes("C: MAIL FROM:<> SIZE=" + OFFERED + "\nS: 552 *");
      client.goes("C: MAIL FROM:<>\nS: 250 *\nC: RCPT TO:<jones@foo.com>\nS: 250 *");
      client.goes("C: DATA\nS: 354 *");
      sendsItAll(client);
      client.goes("C: .\nS: 552 *");
      client.goes("C: MAIL FROM:<>\nS: 250 *\nC: RCPT TO:<jones@foo.com>\nS: 250 *");
      client.goes("C: DATA\nS: 354 *\nC: Subject: small\nC: \nC: .\nS: 250 *");
    }
  }

  private static void imap(int port) {
    try (var client = Conversation.with("127.0.0.1", port)) {
      client.goes("S: * OK *\nC: a LOGIN jones wirelab\nS: a OK *");
      client.goes("C: b APPEND INBOX {" + OFFERED + "}\nS: b NO [TOOBIG] *");
      client.sends("c APPEND INBOX {" + OFFERED + "+}\r\n");
      sendsItAll(client);
      client.goes("C: \nS: c NO [TOOBIG] *\nC: d NOOP\nS: d OK *");
    }
  }

  /// What is too big even to be thrown away may break off, but is answered with nothing else.
  private static void http(int port) {
    try (var client = Conversation.with("127.0.0.1", port)) {
      client.goes("C: POST /mailboxes/jones/messages HTTP/1.1\nC: Host: localhost");
      client.goes("C: Content-Type: message/rfc822\nC: Content-Length: " + OFFERED + "\nC: ");
      sendsItAll(client);
      client.hears("HTTP/1.1 413 *");
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
    try (var client = Conversation.with("127.0.0.1", port)) {
      client.goes("C: HEAD / HTTP/1.1\nC: Host: localhost\nC: \nS: HTTP/1.1 200 OK");
    }
  }
}
