package dev.wirelab.lab.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+)\"");

  private final ResourceBundle bundle = ResourceBundle.getBundle(Wording.BUNDLE, Locale.ROOT);

  @Test
  void hasEverySentenceThatTheSourcesAskFor() throws IOException {
    assertThat(asked()).isNotEmpty().isSubsetOf(bundle.keySet());
  }

  @Test
  void hasNoSentenceThatNobodyAsksFor() throws IOException {
    var table = Pattern.compile("(verdict|credential|smtp|pop3|imap|http|timeout)\\b.*");
    var asked = asked();
    asked.add("lab");
    var unused =
        bundle.keySet().stream()
            .filter(key -> !table.matcher(key).matches())
            .filter(
                key -> !asked.contains(key.replaceFirst("(\\.(smtp|pop3|imap|http))?\\.rfc$", "")))
            .collect(Collectors.toSet());
    assertThat(unused).isEmpty();
  }

  @Test
  void sentencesAreWellFormedAndKeepTheirApostrophes() {
    for (var key : bundle.keySet()) {
      var pattern = bundle.getString(key);
      assertThat(pattern).as(key).doesNotContain("'").isNotBlank();
      assertThat(new MessageFormat(pattern, Locale.ROOT).toPattern()).as(key).isNotEmpty();
    }
  }

  @Test
  void everyExplanationNamesItsRfc() {
    for (var key : bundle.keySet()) {
      if (key.matches(
          "smtp\\.((verb|code|keyword)\\.[^.]+|reply\\.[^.]+\\.\\d+|enhanced\\.[0-9.]+)"
              + "|(pop3|imap|http)\\.(verb|code|data|field|bracket|capability)\\.[^.]+")) {
        assertThat(bundle.containsKey(key + ".rfc")).as(key).isTrue();
      }
      if (key.endsWith(".rfc")) {
        assertThat(Rfc.parse(bundle.getString(key))).as(key).isPresent();
      }
    }
  }

  @Test
  void isTheSameWhateverLanguageTheMachineSpeaks() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ResourceBundle.getBundle(Wording.BUNDLE).getString("verdict.passed"))
          .isEqualTo("bestanden");
      assertThat(Wording.say("verdict.passed")).isEqualTo("passed");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static TreeSet<String> asked() throws IOException {
    var keys = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        KEY.matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .filter(key -> !key.matches("(dev|mail)\\..*|.*\\.(com|pcapng)"))
            .forEach(keys::add);
      }
    }
    return keys;
  }
}
