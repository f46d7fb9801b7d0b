package dev.wirelab.kernel.display;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A picture in a format that browsers know, octet for octet: PNG, JPEG, GIF or WebP.
///
/// ```java
/// Image.of(Path.of("logo.png"))
/// Image.of(response.body())
/// ```
///
/// Pictures that were drawn, such as `BufferedImage`, are shown without it; an SVG is [SVG].
public final class Image implements Displayable {

  private static final int LONGEST = 12;

  /// A format by what its files begin with.
  private enum Format {
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "GIF8"),
    /// A container of many things, whose name follows its length.
    WEBP("image/webp", "RIFF....WEBP");

    private final String mimeType;
    private final Pattern beginning;

    Format(String mimeType, String beginning) {
      this.mimeType = mimeType;
      this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    static Format of(byte[] octets) {
      var begun = new String(octets, 0, Math.min(octets.length, LONGEST), ISO_8859_1);
      for (var format : values()) {
        if (format.beginning.matcher(begun).lookingAt()) {
          return format;
        }
      }
      String beginning = HexFormat.of().formatHex(octets, 0, begun.length());
      throw new IllegalArgumentException(
          "This is no PNG, JPEG, GIF or WebP picture; it begins with the octets [%s]"
              .formatted(beginning));
    }
  }

  private final Format format;
  private final byte[] octets;

  private Image(byte[] octets) {
    this.octets = octets.clone();
    format = Format.of(octets);
  }

  /// The picture of a file's octets.
  ///
  /// @throws IllegalArgumentException if they are of no known format
  public static Image of(byte[] octets) {
    return new Image(octets);
  }

  /// The picture in a file, as it is now.
  ///
  /// @throws IOException if it cannot be read
  /// @throws IllegalArgumentException if it is of no known format
  public static Image of(Path file) throws IOException {
    return new Image(Files.readAllBytes(file));
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(toString()).with(format.mimeType, octets.clone());
  }

  /// Its format and size.
  @Override
  public String toString() {
    return "%s picture, %d octets".formatted(format, octets.length);
  }
}
