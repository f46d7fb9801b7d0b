package dev.wirelab.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.imageio.ImageIO;

/// Turns values into something to look at: a value's own [Displayable] form first, then the
/// renderer registered for its class or the nearest of its superclasses and interfaces, then its
/// text.
public final class Renderers {

  private static final int LONGEST = 1_000_000;

  private final Map<Class<?>, Function<Object, MimeBundle>> byType = new ConcurrentHashMap<>();

  /// Registers a renderer; it replaces an earlier one for the same type.
  public <T> void register(Class<T> type, Function<? super T, MimeBundle> renderer) {
    byType.put(type, value -> renderer.apply(type.cast(value)));
  }

  /// The forms of a value, `text/plain` always among them. Calls code of the value's class, so it
  /// may throw anything, an Error too.
  public MimeBundle render(Object value) {
    var bundle =
        switch (value) {
          case null -> MimeBundle.text("null");
          case MimeBundle ready -> ready;
          case Displayable displayable -> displayable.mimeBundle();
          default -> registered(value);
        };
    if (bundle.data().containsKey("text/plain")) {
      return bundle;
    }
    return bundle.with("text/plain", text(value));
  }

  private MimeBundle registered(Object value) {
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      var renderer = of(type);
      if (renderer != null) {
        return renderer.apply(value);
      }
    }
    // Here and not registered: to name java.awt at start-up would load it for everybody.
    if (value instanceof RenderedImage image) {
      return MimeBundle.of("image/png", png(image));
    }
    return MimeBundle.text(text(value));
  }

  /// The renderer of a class or, breadth first, of the interfaces it names.
  private Function<Object, MimeBundle> of(Class<?> type) {
    var own = byType.get(type);
    if (own != null) {
      return own;
    }
    for (var above : type.getInterfaces()) {
      var inherited = of(above);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  /// The text of a value, cut where no front end could show more of it.
  private static String text(Object value) {
    String text = whole(value);
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + (text.length() - LONGEST) + " characters more)";
  }

  private static String whole(Object value) {
    if (!value.getClass().isArray()) {
      return Objects.requireNonNullElse(value.toString(), "null");
    }
    // deepToString wants an array of objects, whatever the array is of.
    String nested = Arrays.deepToString(new Object[] {value});
    return nested.substring(1, nested.length() - 1);
  }

  private static byte[] png(RenderedImage image) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
