package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.java.JavaInterpreter;
import dev.wirelab.kernel.java.StandardStreams;
import dev.wirelab.kernel.session.CommRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The public types that a notebook imports: few, and each with an example in its documentation
/// that runs in the real kernel.
@Timeout(60)
class ExamplesTest {

  private static final int MOST_TYPES = 40;

  /// Its installation is the kernel's business: no cell names it.
  private static final String EXTENSION = "LabExtension";

  private static final Path SOURCES = Path.of("src/main/java/dev/wirelab/lab");
  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public (?:[a-z]+ )*(?:class|interface|record|enum) (\\w+)");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^/// ```java\\n(.*?)^/// ```$.*?^public ");

  /// Where a cell ends in an example: behind an expression that has no semicolon, its result.
  private static final Pattern RESULT = Pattern.compile("(?m)(?<=\\))\\h*(?://.*)?\n(?=\\w)");

  /// What the examples take for granted: a letter to Jones, and conversations that have begun.
  private static final String BEFORE =
      """
      lab.reset();
      var word = "word";
      var raw = "From: Smith@bar.com\\r\\nTo: Jones@foo.com\\r\\nSubject: x\\r\\n\\r\\n" + word + "\\r\\n";
      lab.smtp().send("EHLO bar.com\\nMAIL FROM:<Smith@bar.com>\\nRCPT TO:<Jones@foo.com>\\nDATA\\n" + raw + ".\\nQUIT");
      raw = "Subject: x\\r\\nMIME-Version: 1.0\\r\\nContent-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n\\r\\none\\r\\n--b--\\r\\n";
      var smtp = lab.smtp();
      smtp.send("EHLO bar.com\\nMAIL FROM:<Smith@bar.com>");
      var reply = smtp.send("RCPT TO:<Green@foo.com>");
      var pop3 = lab.pop3();
      pop3.send("USER bob\\nPASS redqueen");
      var imap = lab.imap();
      imap.send("A1 LOGIN frobozz xyzzy");
      var response = lab.http().send("GET / HTTP/1.1\\nHost: localhost\\n\\n");
      Store store = lab.session().getStore("imap");
      var exercise = lab.exercise("an example");
      """;

  private static JavaInterpreter kernel;

  @BeforeAll
  static void start() {
    StandardStreams.install();
    kernel =
        new JavaInterpreter(
            new Renderers(),
            new CommRegistry(),
            new KernelLog(new PrintStream(OutputStream.nullOutputStream())));
    kernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Outcome run(String code) {
    return kernel.execute(
        new Cell(
            1,
            code,
            new Screen() {
              @Override
              public void display(Object value) {}

              @Override
              public void print(Stream stream, byte[] octets, int offset, int length) {}
            }));
  }

  /// The sources of public types, by name.
  private static Stream<Path> types() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> PUBLIC.matcher(read(file)).find())
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Stream<String> documented() throws IOException {
    return types()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .filter(name -> !name.equals(EXTENSION));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void areFew() throws IOException {
    assertThat(types().count()).isPositive().isLessThan(MOST_TYPES);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void haveAnExampleThatRuns(String type) {
    var example = EXAMPLE.matcher(read(SOURCES.resolve(type + ".java")));
    assertThat(example.find()).as("an example in the documentation of " + type).isTrue();
    var code =
        example
            .group(1)
            .lines()
            .map(line -> line.replaceFirst("^/// ?", ""))
            .collect(Collectors.joining("\n"));
    passes(BEFORE);
    RESULT.splitAsStream(code).forEach(ExamplesTest::passes);
  }

  private static void passes(String code) {
    var outcome = run(code);
    if (outcome instanceof Outcome.Failure failure) {
      assertThat(failure.traceback()).as(code).isEmpty();
    }
    assertThat(outcome).isNotInstanceOf(Outcome.Failure.class);
  }
}
