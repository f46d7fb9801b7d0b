package dev.wirelab.kernel.display;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.BaseStream;
import javax.imageio.ImageIO;

/// The forms that the kernel knows of Java's own types.
final class JavaValues {

  /// What a link may do; a `javascript:` address would run.
  private static final Set<String> LINKED = Set.of("http", "https", "ftp", "mailto");

  private static final int MOST_CAUSES = 20;

  private JavaValues() {}

  static MimeBundle bundle(Object value, Renderers renderers) {
    return switch (value) {
      case Collection<?> all -> Tables.collection(all);
      case Map<?, ?> map -> Tables.map(map);
      case Record record -> Tables.record(record);
      case Optional<?> optional -> optional(optional, renderers);
      case BaseStream<?, ?> stream -> stream(stream);
      case Throwable thrown -> MimeBundle.text(causes(thrown));
      case URI uri -> link(uri.toString(), uri);
      case URL url -> url(url);
      case Path path -> path(path);
      case Object array when array.getClass().isArray() -> Tables.array(array);
      // Last, since it loads java.awt.
      case RenderedImage image -> image(image);
      default -> MimeBundle.text(ValueText.whole(value));
    };
  }

  /// As what it holds, which may be more than text.
  private static MimeBundle optional(Optional<?> optional, Renderers renderers) {
    var text = ValueText.whole(optional);
    if (optional.isEmpty()) {
      return MimeBundle.text(text);
    }
    var held = renderers.render(optional.get()).with("text/plain", text);
    var html = held.data().get("text/html");
    return html == null ? held : held.with("text/html", "<p>Optional of:</p>\n" + html);
  }

  /// To look into it would use it up.
  private static MimeBundle stream(BaseStream<?, ?> stream) {
    return MimeBundle.text(
        (stream.isParallel() ? "a parallel stream" : "a stream")
            + ": to show its elements would use it up; end it with toList() or toArray()");
  }

  private static String causes(Throwable thrown) {
    var lines = new ArrayList<String>();
    for (var at = thrown; at != null && lines.size() < MOST_CAUSES; at = at.getCause()) {
      lines.add((lines.isEmpty() ? "" : "Caused by: ") + ValueText.whole(at));
    }
    return String.join("\n", lines);
  }

  private static MimeBundle url(URL url) {
    try {
      return link(url.toString(), url.toURI());
    } catch (URISyntaxException e) {
      return MimeBundle.text(url.toString());
    }
  }

  private static MimeBundle link(String text, URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return LINKED.contains(scheme) ? link(text, uri.toASCIIString()) : MimeBundle.text(text);
  }

  private static MimeBundle link(String text, String address) {
    var html = "<a href=\"%s\">%s</a>".formatted(HTML.escape(address), HTML.escape(text));
    return MimeBundle.text(text).with("text/html", html);
  }

  /// A file beside the notebook is a link to it; a front end serves no others.
  private static MimeBundle path(Path path) {
    String text = path.toString();
    boolean beside =
        path.getFileSystem() == FileSystems.getDefault()
            && !path.isAbsolute()
            && !path.normalize().startsWith("..")
            && Files.isRegularFile(path);
    return beside ? link(text, relative(path)) : MimeBundle.text(text);
  }

  private static String relative(Path path) {
    var steps = new StringJoiner("/", "./", "");
    path.normalize().forEach(step -> steps.add(encoded(step.toString())));
    return steps.toString();
  }

  private static String encoded(String step) {
    return URLEncoder.encode(step, UTF_8).replace("+", "%20");
  }

  private static MimeBundle image(RenderedImage image) {
    var png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        return MimeBundle.text(ValueText.whole(image));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text =
        "%s, %d × %d pixels"
            .formatted(image.getClass().getSimpleName(), image.getWidth(), image.getHeight());
    return MimeBundle.text(text).with("image/png", png.toByteArray());
  }
}
