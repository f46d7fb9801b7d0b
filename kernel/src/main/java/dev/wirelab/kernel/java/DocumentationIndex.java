package dev.wirelab.kernel.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// Documentation comments by what they are of, made ready when the kernel was installed: a zip with
/// an entry for each type. It is opened when somebody first asks, and found a hundred times as fast
/// as in the sources.
public final class DocumentationIndex {

  /// The system property that names the file.
  public static final String PROPERTY = "dev.wirelab.documentation";

  /// Ends a comment in an entry; its first line is the member's key, empty for the type itself.
  public static final char END = '\0';

  private static final Pattern GENERIC = Pattern.compile("<[^<>]*>");
  private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^)]*\\))?\\s*");
  private static final Pattern THROWN = Pattern.compile("\\) throws .*$", Pattern.DOTALL);

  private final Optional<Path> file;
  private ZipFile zip;
  private Map<String, List<String>> bySimpleName;

  /// @param file what the installation made; empty if it made nothing
  DocumentationIndex(Optional<Path> file) {
    this.file = file.filter(Files::isReadable);
  }

  /// That of this kernel.
  static DocumentationIndex installed() {
    return new DocumentationIndex(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
  }

  boolean isEmpty() {
    return file.isEmpty();
  }

  /// The comment on what a signature is of.
  ///
  /// @param signature as JShell tells it, such as `boolean List<E>.add(E e)` or `java.util.List<E>`
  /// @param packages where a type without its package may be from, the likeliest first
  synchronized Optional<String> comment(String signature, List<String> packages) {
    String plain = withoutGenerics(THROWN.matcher(signature).replaceFirst(")"));
    int open = plain.indexOf('(');
    if (open < 0) {
      int colon = plain.indexOf(':');
      return colon < 0
          ? comment(plain, "", packages)
          : member(plain.substring(0, colon), "", packages);
    }
    String head = plain.substring(plain.lastIndexOf(' ', open) + 1, open);
    String parameters = plain.substring(open + 1, plain.lastIndexOf(')'));
    // A constructor is called as its type is.
    return plain.lastIndexOf(' ', open) < 0
        ? comment(head, simple(head) + key(parameters), packages)
        : member(head, key(parameters), packages);
  }

  private Optional<String> member(String head, String parameters, List<String> packages) {
    int dot = head.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : comment(head.substring(0, dot), head.substring(dot + 1) + parameters, packages);
  }

  private Optional<String> comment(String type, String key, List<String> packages) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      open();
      var candidates = bySimpleName.getOrDefault(simple(type), List.of());
      return candidates.stream()
          .filter(each -> each.equals(type) || each.endsWith("." + type))
          .min((one, other) ->
              Integer.compare(rank(one, type, packages), rank(other, type, packages)))
          .flatMap(each -> read(each, key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int rank(String found, String type, List<String> packages) {
    String inPackage = found.substring(0, Math.max(0, found.length() - type.length() - 1));
    int at = packages.indexOf(inPackage);
    return found.equals(type) ? -1 : at < 0 ? packages.size() : at;
  }

  private void open() throws IOException {
    if (zip == null) {
      zip = new ZipFile(file.orElseThrow().toFile());
      bySimpleName =
          zip.stream()
              .map(entry -> entry.getName())
              .collect(
                  Collectors.groupingBy(
                      DocumentationIndex::simple, HashMap::new, Collectors.toList()));
    }
  }

  private Optional<String> read(String type, String key) {
    try (var in = zip.getInputStream(zip.getEntry(type))) {
      String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return Stream.of(text.split(String.valueOf(END)))
          .filter(block -> block.startsWith(key + "\n"))
          .map(block -> block.substring(key.length() + 1))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// How parameters tell overloads apart: `(int,List)`.
  ///
  /// @param parameters as declared, with names or without
  public static String key(String parameters) {
    String plain = ANNOTATION.matcher(withoutGenerics(parameters)).replaceAll("");
    return plain.isBlank()
        ? "()"
        : Arrays.stream(plain.split(","))
            .map(parameter -> parameter.strip().replaceFirst("^final\\s+", ""))
            .map(parameter -> simple(parameter.split("\\s+")[0]))
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String simple(String type) {
    boolean variable = type.endsWith("...");
    String name = variable ? type.substring(0, type.length() - "...".length()) : type;
    return name.substring(name.lastIndexOf('.') + 1) + (variable ? "..." : "");
  }

  private static String withoutGenerics(String text) {
    String plain = GENERIC.matcher(text).replaceAll("");
    return plain.equals(text) ? text : withoutGenerics(plain);
  }
}
