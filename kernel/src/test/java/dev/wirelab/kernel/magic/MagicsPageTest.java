package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `docs/magics.md` is a notebook: its examples run one after the other, and give the outputs that
/// stand under them.
class MagicsPageTest {

  private static final Path PAGE = Path.of("docs/magics.md");
  private static final Path FRESH = Path.of("target/magics.md");

  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)```(?:java|xml)\n(.*?)\n```\n(?:\n```text\n(.*?)```\n)?");
  private static final Pattern TIME = Pattern.compile("[\\d.]+(?:e\\+\\d+)? (?:ns|µs|ms|s)\\b");
  private static final Pattern DOWNLOADS = Pattern.compile("Download(?:ing|ed) .*\n");

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void everyExampleGivesTheOutputThatStandsUnderIt() throws IOException {
    String page = Files.readString(PAGE);
    try (var process = KernelProcess.start(folder, Map.of());
        var session = Session.of(process)) {
      String fresh =
          EXAMPLE
              .matcher(page)
              .replaceAll(example -> Matcher.quoteReplacement(ran(session, example.group(1))));
      Files.writeString(FRESH, fresh);
      assertThat(fresh).as("a fresh run, in " + FRESH).isEqualTo(page);
    }
  }

  private String ran(Session session, String cell) {
    String output = output(session.execute(cell));
    String shown = output.isEmpty() ? "" : "\n```text\n" + output + "```\n";
    return "```"
        + (cell.contains("<dependency>") ? "xml" : "java")
        + "\n"
        + cell
        + "\n```\n"
        + shown;
  }

  /// What a reader sees, but for what differs each time.
  private String output(Ran ran) {
    var output = new StringBuilder();
    ran.texts().forEach(text -> output.append(text).append(text.endsWith("\n") ? "" : "\n"));
    if (!ran.traceback().isEmpty()) {
      output.append(ran.traceback()).append("\n");
    }
    var steady =
        DOWNLOADS.matcher(output.toString().replace(folder.toString(), "/home/you")).replaceAll("");
    return TIME.matcher(steady).replaceAll("… ms");
  }
}
