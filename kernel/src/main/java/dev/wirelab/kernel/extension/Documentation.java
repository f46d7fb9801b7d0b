package dev.wirelab.kernel.extension;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.ServiceLoader;

/// What is written of classes for those who use them: the documentation that inspection shows.
///
/// Found by `java.util.ServiceLoader`; whoever has documentation may offer it.
@FunctionalInterface
public interface Documentation {

  /// What a method does, in a sentence.
  ///
  /// @return plain text on one line; nothing where nothing is known
  Optional<String> summary(Method method);

  /// All that is offered here, asked in turn.
  static Documentation offered() {
    var offers = ServiceLoader.load(Documentation.class, Documentation.class.getClassLoader());
    return method ->
        offers.stream().flatMap(offer -> offer.get().summary(method).stream()).findFirst();
  }
}
