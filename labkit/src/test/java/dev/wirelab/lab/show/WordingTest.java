package dev.wirelab.lab.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

  private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+)\"");

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}");

  /// Markup, code, patterns, Java's own words, and what is said where Java itself is broken.
  private static final Pattern NOT_TO_BE_READ =
      Pattern.compile(
          "^(?: style=|\\\\\"?><|<[a-z]|static dev\\.|var smtp|\\s*%%smtp|\\(\\?i\\)|uuuu-|  Note over |"
              + "\\\\nCaused by: |every Java platform has |(?:JJava does not|The comms of JJava) )");

  private static final Pattern BLANK = Pattern.compile("\\{\\d");
  private static final String GERMAN = "dev/wirelab/lab/messages_de.properties";
  private static final ResourceBundle TRANSLATION =
      ResourceBundle.getBundle(Wording.BUNDLE, Locale.GERMAN);

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

  /// Two words beside each other, in a literal: as a rule, something to be read.
  @Test
  void noSentenceStandsInTheSources() throws IOException {
    var sentences = new TreeSet<String>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        LITERAL
            .matcher(code)
            .results()
            .map(found -> found.group(1))
            .filter(literal -> WORDS.matcher(literal).find())
            .filter(literal -> !NOT_TO_BE_READ.matcher(literal).find())
            .map(literal -> file.getFileName() + ": " + literal)
            .forEach(sentences::add);
      }
    }
    assertThat(sentences).isEmpty();
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
  void germanSaysAllThatEnglishSays() {
    var sentences =
        bundle.keySet().stream()
            .filter(key -> !key.endsWith(".rfc"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(own(german())).isEqualTo(sentences);
  }

  @ParameterizedTest
  @MethodSource("german")
  void aTranslationHasTheSameBlanks(String key) {
    var translation = TRANSLATION.getString(key);
    assertThat(blanks(translation)).isEqualTo(blanks(bundle.getString(key)));
    assertThat(translation).doesNotContain("'").isNotBlank();
    assertThat(new MessageFormat(translation, Locale.ROOT).toPattern()).isNotEmpty();
  }

  private static Set<String> blanks(String pattern) {
    return BLANK.matcher(pattern).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static TreeSet<String> own(Stream<String> keys) {
    return keys.collect(Collectors.toCollection(TreeSet::new));
  }

  /// The translation's own sentences, without those that it takes from English.
  private static Stream<String> german() {
    var sentences = new Properties();
    try (var file = Files.newBufferedReader(Path.of("src/main/resources", GERMAN))) {
      sentences.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sentences.stringPropertyNames().stream().sorted();
  }

  @AfterEach
  void english() {
    Wording.speak("en");
  }

  @Test
  void isTheSameWhateverLanguageTheMachineSpeaks() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Wording.say("verdict.passed")).isEqualTo("passed");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "de-AT", "de_DE.UTF-8", "DE"})
  void speaksTheLanguageThatIsChosen(String tag) {
    Wording.speak(tag);
    assertThat(Wording.say("verdict.passed")).isEqualTo("bestanden");
    assertThat(Wording.say("check.crlf.smtp.rfc")).isEqualTo("RFC 5321 2.3.8");
    Wording.speak("en");
    assertThat(Wording.say("verdict.passed")).isEqualTo("passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlh", "", "no such language", "../de"})
  void saysWhichLanguagesThereAre(String tag) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wording.speak(tag))
        .withMessageContaining("“" + tag + "”")
        .withMessageContaining("lab.language(\"en\")");
  }

  @ParameterizedTest
  @CsvSource({"de, bestanden", "en, passed", "tlh, passed", "'', passed"})
  void theEnvironmentChooses(String tag, String passed) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var process = new ProcessBuilder(java, "-cp", classes, Spoken.class.getName());
    process.environment().put("WIRELAB_LANGUAGE", tag);
    try (var said = process.start().inputReader()) {
      assertThat(said.readLine()).isEqualTo(passed);
    }
  }

  /// What a process of its own says.
  static final class Spoken {
    public static void main(String[] arguments) {
      System.out.println(Wording.say("verdict.passed"));
    }
  }

  private static TreeSet<String> asked() throws IOException {
    var keys = new TreeSet<String>();
    try (var files = Files.walk(SOURCES)) {
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
