package dev.wirelab.lab.show;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// Every sentence that a learner reads, from one resource bundle, so that it can be translated.
///
/// The sentences are patterns of [MessageFormat]. Numbers come out ungrouped in every language:
/// what the lab prints is the same on every machine.
public final class Wording {

  /// The bundle's name.
  public static final String BUNDLE = "dev.wirelab.lab.messages";

  /// Not the language of the machine: until one can be chosen, everybody reads the same.
  private static final Control THIS_LANGUAGE_ONLY =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private Wording() {}

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
    return ResourceBundle.getBundle(BUNDLE, Locale.ROOT, THIS_LANGUAGE_ONLY);
  }

  private static String fill(String pattern, Object... blanks) {
    return new MessageFormat(pattern, Locale.ROOT).format(blanks);
  }
}
