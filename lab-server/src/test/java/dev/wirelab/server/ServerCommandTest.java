package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.wirelab.server.tls.Authority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process of its own.
@Timeout(60)
class ServerCommandTest {

  private static Process run(String... options) throws IOException {
    return program(options).start();
  }

  private static ProcessBuilder program(String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerCommand.class.getName());
    command.addAll(List.of(options));
    return new ProcessBuilder(command);
  }

  private static JsonObject firstLine(BufferedReader out) throws IOException {
    return JsonParser.parseString(out.readLine()).getAsJsonObject();
  }

  /// Reads on to a line that ends so; the log's lines begin with the time.
  private static void logs(BufferedReader out, String end) {
    try {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.endsWith(end)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("The log has no line that ends with " + end);
  }

  @Test
  void itSaysWhereItIsServesLogsAndEnds() throws IOException, InterruptedException {
    var process = run();
    try (var out = process.inputReader(UTF_8)) {
      var json = firstLine(out);
      assertThat(json.get("host").getAsString()).isEqualTo("127.0.0.1");
      assertThat(json.getAsJsonObject("ports").keySet())
          .containsExactly("smtp", "smtps", "pop3", "pop3s", "imap", "imaps", "http", "https");
      assertThat(Path.of(json.get("certificate").getAsString())).hasFileName("ca.pem").exists();
      assertThat(json.getAsJsonArray("accounts"))
          .contains(
              JsonParser.parseString(
                  "{\"login\":\"jones\",\"address\":\"Jones@foo.com\",\"password\":\"wirelab\"}"));
      int port = json.getAsJsonObject("ports").get("smtp").getAsInt();
      try (var client = Conversation.with("127.0.0.1", port)) {
        client.goes(
            "S: 220 foo.com *\nC: HELO bar.com\nS: 250 *\nC: AUTH PLAIN AHNlY3JldA==\nS: 502 *");
        logs(out, " SMTP 1 connected");
        logs(out, " SMTP 1 S: 220 foo.com Simple Mail Transfer Service Ready");
        logs(out, " SMTP 1 C: HELO bar.com");
        logs(out, " SMTP 1 S: 250 foo.com greets bar.com");
        logs(out, " SMTP 1 C: AUTH PLAIN ********");
        client.sends("AUTH LOGIN\r\nYm9i\r\nc2VjcmV0\r\n").hears("502 *");
        logs(out, " SMTP 1 C: AUTH LOGIN");
        logs(out, " SMTP 1 C: ********");
        logs(out, " SMTP 1 C: ********");
        client.hears("500 *").hears("500 *");
        int smtps = json.getAsJsonObject("ports").get("smtps").getAsInt();
        var trust = Authority.ofThisInstallation();
        try (var encrypted = Conversation.with("127.0.0.1", smtps, trust::trusting)) {
          encrypted.goes("tls\nS: 220 foo.com *\nC: QUIT\nS: 221 *\nclosed");
        }
        logs(out, " SMTP 2: encrypted from here on, by TLSv1.3, TLS_AES_256_GCM_SHA384");
        logs(out, " SMTP 2 C: QUIT");

        terminate(process);

        client.hears("421 foo.com *").isClosed();
      }
      logs(out, " SMTP 1 closed");
      logs(out, " ended");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(process.errorReader(UTF_8).readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPageShowsItAndItSaysThatItIsWell() throws IOException, InterruptedException {
    var process = run();
    try (var out = process.inputReader(UTF_8);
        var browser = HttpClient.newHttpClient()) {
      var json = firstLine(out);
      var page = URI.create(json.get("page").getAsString());
      var health = URI.create(json.get("health").getAsString());
      assertThat(page.getHost()).isEqualTo("127.0.0.1");
      assertThat(status(browser, page)).isEqualTo(200);
      assertThat(status(browser, health)).isEqualTo(200);
      assertThat(status(browser, page.resolve("/"))).isEqualTo(401);

      terminate(process);

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whoOpensThePageToTheNetworkIsWarned() throws IOException, InterruptedException {
    var process = run("--page-host", "0.0.0.0", "--page-name", "lab.example");
    try (var out = process.inputReader(UTF_8)) {
      assertThat(firstLine(out).get("page").getAsString()).startsWith("http://localhost:");
      assertThat(out.readLine()).contains(" WARNING: the page listens on 0.0.0.0, without TLS: ");
    } finally {
      process.destroyForcibly();
    }
  }

  private static int status(HttpClient browser, URI address)
      throws IOException, InterruptedException {
    return browser
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aPagesTakenPortEndsItWithALineAndCode2() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = String.valueOf(taken.getLocalPort());
      assertRefused(
          run("--page", port),
          "wirelab server: The page cannot have port " + port + " of 127.0.0.1: ");
    }
    assertRefused(
        run("--page", "70000"), "wirelab server: The page cannot have port 70000 of 127.0.0.1: ");
  }

  @Test
  void aLogThatNobodyReadsHoldsNobodyUp() throws IOException, InterruptedException {
    var process = run();
    try {
      var out = process.inputReader(UTF_8);
      int port = firstLine(out).getAsJsonObject("ports").get("smtp").getAsInt();
      try (var client = Conversation.with("127.0.0.1", port)) {
        client.hears("220 *");
        for (int i = 0; i < 5_000; i++) {
          client.goes("C: NOOP " + "x".repeat(400) + "\nS: 250 OK");
        }
      }
      terminate(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aTakenPortEndsItWithALineAndCode2() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = String.valueOf(taken.getLocalPort());
      assertRefused(
          run("--smtp", port),
          "wirelab server: SMTP cannot listen on port " + port + " of 127.0.0.1: ");
    }
  }

  @Test
  void aFixtureThatIsNotThereIsRefused() throws IOException, InterruptedException {
    assertRefused(
        run("--fixture", "none"), "wirelab server: No fixture is called 'none'; there are: ");
  }

  @Test
  void aFixturesFileThatIsNotThereIsRefused(@TempDir Path folder)
      throws IOException, InterruptedException {
    var file = folder.resolve("mine.ini").toString();
    assertRefused(run("--fixture", file), "wirelab server: " + file + ": there is no such file");
  }

  @Test
  void anEmptyHostAndANameThatIsNoneAreRefused() throws IOException, InterruptedException {
    assertRefused(run("--host", ""), "wirelab server: The host is empty; ");
    assertRefused(run("--page-name", "a b"), "wirelab server: No host can be called 'a b'");
  }

  /// It serves already when that turns out.
  @Test
  void whatCannotBeAnnouncedEndsItWithALineAndCode2(@TempDir Path folder)
      throws IOException, InterruptedException {
    var file = folder.resolve("none").resolve("address").toString();
    assertRefused(
        run("--announce", file),
        "wirelab server: The address cannot be written to " + file + ": there is no such folder");
  }

  @Test
  void anAuthorityThatCannotBeKeptEndsItWithALineAndCode2(@TempDir Path folder)
      throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var builder = program();
    builder.environment().put("WIRELAB_AUTHORITY", file.resolve("authority").toString());
    assertRefused(
        builder.start(), "wirelab server: The lab's certificate authority in " + file + "/");
  }

  @Test
  void anUnknownOptionIsRefused() throws IOException, InterruptedException {
    assertRefused(run("--nntp", "119"), "wirelab server: Unknown option");
  }

  /// By SIGTERM; [Process#destroy()] would close the streams as well.
  private static void terminate(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private static void assertRefused(Process process, String complaint)
      throws IOException, InterruptedException {
    try {
      var lines = process.errorReader(UTF_8).lines().toList();
      assertThat(lines).singleElement().asString().startsWith(complaint);
      assertThat(process.inputReader(UTF_8).readLine()).isNull();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }
}
