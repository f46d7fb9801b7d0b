package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.java.JavaInterpreter;
import dev.wirelab.kernel.java.StandardStreams;
import dev.wirelab.kernel.session.CommRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The lab as the cells of a notebook find it, in the real kernel.
@Timeout(60)
class NotebookTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final StringBuffer printed = new StringBuffer();
  private final StringBuffer displayed = new StringBuffer();
  private JavaInterpreter kernel;
  private CountDownLatch printing = new CountDownLatch(0);

  @BeforeEach
  void start() {
    StandardStreams.install();
    kernel =
        new JavaInterpreter(
            new Renderers(), new CommRegistry(), new KernelLog(new PrintStream(log, true)));
    kernel.start();
  }

  @AfterEach
  void end() {
    kernel.close();
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private Outcome run(String code) {
    return run(cell(code));
  }

  private Outcome run(Cell cell) {
    printed.setLength(0);
    displayed.setLength(0);
    return kernel.execute(cell);
  }

  private Cell cell(String code) {
    return new Cell(
        1,
        code,
        new Screen() {
          @Override
          public void display(Object value) {
            displayed.append(((Displayable) value).mimeBundle().data().get("text/plain"));
          }

          @Override
          public void print(Stream stream, byte[] octets, int offset, int length) {
            printed.append(new String(octets, offset, length, StandardCharsets.UTF_8));
            printing.countDown();
          }
        });
  }

  private static String plain(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Result.class);
    return String.valueOf(((Outcome.Result) outcome).bundle().data().get("text/plain"));
  }

  @Test
  void isFoundByTheKernel() {
    assertThat(ServiceLoader.load(Extension.class))
        .anySatisfy(extension -> assertThat(extension).isInstanceOf(LabExtension.class));
  }

  @Test
  void nothingNeedsToBeImportedOrConfigured() {
    run("var smtp = lab.smtp();");
    assertThat(printed).hasToString("S: 220 foo.com Simple Mail Transfer Service Ready\n");
    run("Reply reply = smtp.send(\"EHLO bar.com\");");
    assertThat(printed.toString()).startsWith("C: EHLO bar.com\nS: 250-foo.com greets bar.com\n");
    assertThat(plain(run("reply.code()"))).isEqualTo("250");
    assertThat(plain(run("lab.mailbox(\"jones\")"))).isEqualTo("jones: no messages");
    assertThat(plain(run("Email.parse(\"Subject: x\\r\\n\\r\\n\").subject()"))).contains("x");
  }

  @Test
  void smtpIsACellOfItsOwn() {
    var outcome = run("%%smtp\nEHLO bar.com\nQUIT");
    assertThat(plain(outcome))
        .startsWith("S: 220 foo.com")
        .endsWith("C: QUIT\nS: 221 foo.com Service closing transmission channel");
    assertThat(((Outcome.Result) outcome).bundle().data().get("text/html").toString())
        .contains("<caption>");
  }

  @Test
  void anInterruptEndsAnAnswerThatDoesNotCome() throws Exception {
    var asked = new CountDownLatch(1);
    try (var server =
        new ScriptedServer(connection -> {
          connection.send("220 here\r\n");
          connection.line();
          asked.countDown();
          connection.silence();
        })) {
      run("var smtp = lab.smtp(\"%s\", %d);".formatted(server.host(), server.port()));
      var cell = cell("smtp.send(\"NOOP\");");
      var running = CompletableFuture.supplyAsync(() -> run(cell));
      asked.await();
      kernel.interrupt(cell);
      assertThat(running.get()).isInstanceOf(Outcome.Failure.class);
      assertThat(printed).hasToString("C: NOOP\n");
      assertThat(plain(run("1 + 1"))).isEqualTo("2");
    }
  }

  @Test
  void aCheckThatPassesPrintsALine() {
    run("check(\"sum\", 2, 1 + 1);");
    assertThat(printed).hasToString("✔ passed: sum\n");
  }

  @Test
  void aCheckThatFailsEndsTheCellWithoutAStackTrace() {
    var outcome = run("check(\"sum\", 3, 1 + 1, \"RFC 5321 4.2\");");
    assertThat(outcome).isInstanceOf(Outcome.Failure.class);
    var failure = (Outcome.Failure) outcome;
    assertThat(failure.name()).isEqualTo("CheckFailed");
    assertThat(failure.traceback())
        .noneMatch(line -> line.strip().startsWith("at "))
        .anyMatch(line -> line.contains("expected: 3"))
        .anyMatch(line -> line.contains("seen: 2"));
  }

  @Test
  void anExerciseThatFailsShowsItsChecksFirst() {
    var outcome = run("lab.exercise(\"Hello\").answered(\"EHLO\", 250).verify();");
    assertThat(outcome).isInstanceOf(Outcome.Failure.class);
    assertThat(displayed.toString()).contains("✘ not yet: EHLO was answered with 250");
  }

  @Test
  void whatALearnersMethodThrowsIsItsAnswerAndShownWithItsLine() {
    run("String verb(String line) {\n  return line.substring(0, line.indexOf(' '));\n}");
    run("lab.exercise(\"Verbs\")\n   .check(\"quit\", \"QUIT\", () -> verb(\"quit\")).verify();");
    assertThat(displayed)
        .hasToString(
            """
            Verbs: 0 of 1 check passed
            ✘ not yet: quit
                expected: QUIT
                seen: an exception: StringIndexOutOfBoundsException: Range [0, -1) out of bounds for length 4
                where: Cell In[1], line 2, in verb: return line.substring(0, line.indexOf(' '));\
            """);
    var failure = (Outcome.Failure) run("check(\"quit\", \"QUIT\", () -> verb(\"quit\"));");
    assertThat(failure.name()).isEqualTo("CheckFailed");
    assertThat(failure.traceback().toString())
        .contains("✘ not yet: quit", "Caused by: StringIndexOutOfBoundsException")
        .contains("at Cell In[1], line 2, in verb: return line.substring(0, line.indexOf(' '));");
  }

  @Test
  void everyProtocolIsACellOfItsOwn() {
    assertThat(plain(run("%%pop3\nUSER bob\nPASS redqueen")))
        .endsWith("+OK bob's maildrop has 2 messages (320 octets)");
    assertThat(plain(run("%%pop3\nQUIT"))).startsWith("C: QUIT\nS: +OK dewey");
    assertThat(plain(run("%%imap --tls --as alice\na1 LOGIN demo wirelab")))
        .endsWith("C: a1 LOGIN demo ********\nS: a1 OK Logged in.");
    assertThat(plain(run("%%http\nGET / HTTP/1.1\nHost: localhost\n\n")))
        .contains("S: HTTP/1.1 200 OK");
    run("Pop3Reply list = lab.pop3().send(\"LIST\");");
    assertThat(plain(run("list.status()"))).contains("-ERR");
  }

  @Test
  void aLibraryIsThereAndItsExchangeIsShown() {
    run("lab.debug(4);\nStore store = lab.session().getStore(\"imaps\");");
    run("store.connect(\"demo\", lab.password(\"demo\"));");
    assertThat(printed.toString()).contains(" LOGIN demo ********\n").contains(" OK Logged in.\n");
    run("Folder inbox = store.getFolder(\"INBOX\"); inbox.open(Folder.READ_ONLY);");
    assertThat(plain(run("inbox.search(new FromStringTerm(\"cris\")).length"))).isEqualTo("1");
    assertThat(plain(run("Email.parse(inbox.getMessage(1)).header(\"To\")")))
        .contains("demo@crisewing.com");
    assertThat(plain(run("explore(Store.class)"))).startsWith("Store: ");
    run("store.close();");
  }

  @Test
  void anInterruptEndsAHandshakeThatDoesNotCome() throws Exception {
    var asked = new CountDownLatch(1);
    try (var server =
        new ScriptedServer(connection -> {
          connection.send("+OK here\r\n");
          connection.line();
          connection.send("+OK go\r\n");
          connection.in().read();
          asked.countDown();
          connection.silence();
        })) {
      run("var pop3 = lab.pop3(\"%s\", %d);".formatted(server.host(), server.port()));
      var cell = cell("pop3.send(\"STLS\");");
      var running = CompletableFuture.supplyAsync(() -> run(cell));
      asked.await();
      kernel.interrupt(cell);
      assertThat(running.get()).isInstanceOf(Outcome.Failure.class);
      assertThat(plain(run("1 + 1"))).isEqualTo("2");
    }
  }

  @Test
  void aTranscriptIsSeenFromEverySide() {
    run("var smtp = lab.smtp(); smtp.send(\"EHLO bar.com\"); var transcript = smtp.transcript();");
    assertThat(plain(run("transcript.clientOnly().hex()"))).contains("|EHLO bar.com..|");
    assertThat(plain(run("transcript.diagram().toString()"))).contains("client  <──  server");
    var diagram = ((Outcome.Result) run("transcript.diagram()")).bundle().data();
    assertThat(diagram.get("text/vnd.mermaid").toString()).startsWith("sequenceDiagram\n");
    var timeline = ((Outcome.Result) run("transcript.timeline(Duration.ofMillis(10))")).bundle();
    assertThat(timeline.data()).containsKey("application/vnd.vegalite.v5+json");
    assertThat(plain(run("transcript.compare(lab.wire().last())"))).startsWith("=  S: 220");
    assertThat(plain(run("transcript.lines().getFirst().time().isPositive()"))).isEqualTo("true");
  }

  @Test
  void thingsGoWrongOnRequest() {
    run("lab.chaos().delay(Duration.ofMillis(5)).split(3);\nlab.chaos().greylist();");
    assertThat(plain(run("lab.chaos()"))).startsWith("3 things go wrong");
    run("lab.chaos().end();");
    assertThat(plain(run("lab.chaos()"))).isEqualTo("Nothing goes wrong here.");
  }

  @Test
  void aFailureInOnesOwnServerIsShownWithItsPlace() {
    run(
        """
        var server = lab.serve("smtp", client -> {
          client.send("220 mine");
          for (var line = client.readLine(); line != null; line = client.readLine()) {
            client.send("250 " + line.substring(10));
          }
        });\
        """);
    run("var smtp = lab.smtp(server.host(), server.port());");
    assertThat(printed).hasToString("S: 220 mine\n");
    var outcome = run("smtp.send(\"NOOP\");");
    assertThat(printed.toString())
        .startsWith("C: NOOP\nYour smtp server failed, and hung up on its client: StringIndexOutOf")
        .contains("\n    at Cell In[1], line 4: client.send(\"250 \" + line.substring(10));\n");
    assertThat(outcome).isInstanceOf(Outcome.Failure.class);
    run("lab.reset();");
    assertThat(plain(run("server.isClosed()"))).isEqualTo("true");
  }

  @Test
  void anInterruptEndsTheCellThatServes() throws Exception {
    var cell =
        cell(
            """
            var server = lab.serve("smtp", client -> { client.send("220 mine"); while (true) {} });
            new Socket(server.host(), server.port()).getInputStream().read();
            System.out.print("served");
            server.await();\
            """);
    printing = new CountDownLatch(1);
    var running = CompletableFuture.supplyAsync(() -> run(cell));
    printing.await();
    kernel.interrupt(cell);
    assertThat(running.get()).isInstanceOf(Outcome.Failure.class);
    assertThat(printed).hasToString("served");
    assertThat(plain(run("server.isClosed()"))).isEqualTo("true");
  }

  @Test
  void javaNetHttpIsShownUnderTheCellThatRuns() {
    run("lab.debug(2); var http = lab.httpClient();");
    run(
        "http.send(HttpRequest.newBuilder(lab.uri(\"https\").resolve(\"/\")).build(),"
            + " HttpResponse.BodyHandlers.discarding());");
    assertThat(printed.toString()).contains("> GET / HTTP/1.1\n");
  }

  @Test
  void progressChangesInPlace() {
    run("lab.progress(\"Hello\");");
    assertThat(displayed.toString()).contains("Hello     not tried");
    run(
        "lab.smtp().send(\"EHLO bar.com\");\nlab.exercise(\"Hello\").answered(\"EHLO\", 250).verify();");
    assertThat(displayed.toString())
        .contains("Hello: 1 of 1 check passed", "Hello     ✔ passed  1 of 1");
  }
}
