package dev.wirelab.kernel.display;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The libraries' [RendererProvider]s, each asked once, and none before it is needed.
final class Providers {

  private record Place(ClassLoader libraries, Consumer<Throwable> leftOut) {}

  private final AtomicReference<Place> unseen = new AtomicReference<>();
  private final Set<Class<?>> asked = new HashSet<>();

  void lookIn(ClassLoader libraries, Consumer<Throwable> leftOut) {
    unseen.set(new Place(libraries, leftOut));
  }

  /// Has those register that were not asked yet.
  void ask(Renderers renderers) {
    if (unseen.get() != null) {
      askAll(renderers);
    }
  }

  private synchronized void askAll(Renderers renderers) {
    // Taken out first: a provider may itself render something.
    var place = unseen.getAndSet(null);
    if (place == null) {
      return;
    }
    var found = ServiceLoader.load(RendererProvider.class, place.libraries).iterator();
    while (hasNext(found, place)) {
      next(found, place).ifPresent(provider -> ask(provider, renderers, place));
    }
  }

  private static boolean hasNext(Iterator<RendererProvider> found, Place place) {
    try {
      return found.hasNext();
    } catch (ServiceConfigurationError e) {
      place.leftOut.accept(e);
      return false;
    }
  }

  private static Optional<RendererProvider> next(Iterator<RendererProvider> found, Place place) {
    try {
      return Optional.of(found.next());
    } catch (ServiceConfigurationError | LinkageError e) {
      place.leftOut.accept(e);
      return Optional.empty();
    }
  }

  private void ask(RendererProvider provider, Renderers renderers, Place place) {
    if (!asked.add(provider.getClass())) {
      return;
    }
    try {
      provider.provide(renderers);
    } catch (Exception | LinkageError e) {
      place.leftOut.accept(e);
    }
  }
}
