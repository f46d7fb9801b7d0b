package dev.wirelab.lab.show;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// Every sentence that a learner reads, from one resource bundle, so that it can be translated.
///
/// The sentences are patterns of [MessageFormat]. Numbers come out ungrouped in every language.
///
/// Which language is spoken is not the machine's to decide, so that what the lab prints is the same
/// on every one: it is English, unless the environment's `WIRELAB_LANGUAGE` or the notebook itself
/// names another. What a translation lacks is said in English.
public final class Wording {

  /// The bundle's name.
  public static final String BUNDLE = "dev.wirelab.lab.messages";

  private static final String CHOICE = "WIRELAB_LANGUAGE";

  private static final Control NOT_THE_MACHINES =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  /// One for the whole process: a kernel has one learner.
  private static volatile Locale language =
      chosen(Objects.requireNonNullElse(System.getenv(CHOICE), "")).orElse(Locale.ROOT);

  private Wording() {}

  /// From here on, everything is said in that language.
  ///
  /// @param tag `en`, which there is always, or that of a translation: `de`
  /// @throws IllegalArgumentException if there is no translation into it
  public static void speak(String tag) {
    language =
        chosen(tag).orElseThrow(() -> new IllegalArgumentException(say("lab.no.language", tag)));
  }

  /// Language and country may be parted as the web or as an operating system does it.
  private static Optional<Locale> chosen(String tag) {
    var named = Locale.forLanguageTag(tag.replaceFirst("[.@].*", "").replace('_', '-'));
    if (named.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
      return Optional.of(Locale.ROOT);
    }
    boolean translated =
        !ResourceBundle.getBundle(BUNDLE, named, NOT_THE_MACHINES).getLocale().equals(Locale.ROOT);
    return translated ? Optional.of(named) : Optional.empty();
  }

  /// The sentence of that name, with its blanks filled in.
  ///
  /// @throws java.util.MissingResourceException if there is none
  public static String say(String key, Object... blanks) {
    return fill(bundle().getString(key), blanks);
  }

  /// The sentence of that name, if there is one.
  public static Optional<String> find(String key, Object... blanks) {
    return bundle().containsKey(key)
        ? Optional.of(fill(bundle().getString(key), blanks))
        : Optional.empty();
  }

  private static ResourceBundle bundle() {
    return ResourceBundle.getBundle(BUNDLE, language, NOT_THE_MACHINES);
  }

  private static String fill(String pattern, Object... blanks) {
    return new MessageFormat(pattern, Locale.ROOT).format(blanks);
  }
}
