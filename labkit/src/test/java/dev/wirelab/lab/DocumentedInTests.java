package dev.wirelab.lab;

import dev.wirelab.kernel.extension.Documentation;
import jakarta.mail.Store;
import java.lang.reflect.Method;
import java.util.Optional;

/// Documentation of a single method, where the installation would bring that of all.
public final class DocumentedInTests implements Documentation {

  @Override
  public Optional<String> summary(Method method) {
    return method.getDeclaringClass() == Store.class && method.getName().equals("getFolder")
        ? Optional.of("Return the Folder of a <name>.")
        : Optional.empty();
  }
}
