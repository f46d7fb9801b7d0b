package dev.wirelab.kernel.install;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.wirelab.kernel.java.DocumentationIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements.DocCommentKind;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Makes the [DocumentationIndex] of what sources are on this machine: those of the JDK, where it
/// came with them, and those in jars. Only what is public, and of the JDK the packages that
/// notebooks use.
final class Documentation {

  private static final Pattern JDK =
      Pattern.compile(
          """
          (?x) (?: java\\.base/java/ (?: io | lang | lang/annotation | math | net | nio/charset | nio/file
                | text | time (?: /\\w+ )? | util | util/(?:concurrent|function|regex|stream|zip)\\S*? )
              | java\\.net\\.http/java/net/http ) / \\w+ \\.java
          """);

  private static final int AT_ONCE = 200;

  private final Map<String, StringBuilder> entries = new HashMap<>();

  private Documentation() {}

  /// @param jdk a JDK's home
  /// @param jars may hold sources
  /// @return how many types it tells of
  static int make(Path index, Path jdk, List<Path> jars) throws IOException {
    var made = new Documentation();
    var sources = jdk.resolve("lib").resolve("src.zip");
    if (Files.isReadable(sources)) {
      made.read(sources, JDK);
    }
    for (var jar : jars) {
      made.read(jar, Pattern.compile(".*"));
    }
    made.write(index);
    return made.entries.size();
  }

  private void read(Path archive, Pattern wanted) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var files = new ArrayList<JavaFileObject>();
      for (var entry : zip.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".java") && !name.contains("-info.") && wanted.matcher(name).matches()) {
          try (var in = zip.getInputStream(entry)) {
            files.add(new Source(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
        if (files.size() == AT_ONCE) {
          parse(files);
          files.clear();
        }
      }
      parse(files);
    }
  }

  private void parse(List<JavaFileObject> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, files);
    var comments = new Comments(DocTrees.instance(task));
    for (var unit : task.parse()) {
      comments.scan(new TreePath(unit), null);
    }
  }

  private void write(Path index) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(index))) {
      entries.forEach((type, text) -> {
        try {
          zip.putNextEntry(new ZipEntry(type));
          zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    private Source(String name, String text) {
      super(URI.create("source:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final class Comments extends TreePathScanner<Void, Void> {

    private final DocTrees trees;

    private Comments(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (isHidden(type.getModifiers().getFlags())) {
        return null;
      }
      add("");
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (!isHidden(method.getModifiers().getFlags())) {
        String parameters =
            method.getParameters().stream()
                .map(parameter -> {
                  var text = parameter.getType().toString();
                  boolean variable = parameter.toString().contains("...");
                  return variable ? text.replaceFirst("\\[]$", "...") : text;
                })
                .collect(Collectors.joining(","));
        boolean constructor = method.getReturnType() == null;
        String name = constructor ? typeName(false) : method.getName().toString();
        add(name + DocumentationIndex.key(parameters));
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      if (!isHidden(field.getModifiers().getFlags())) {
        add(field.getName().toString());
      }
      return null;
    }

    /// What an interface or an enum declares may be public without a word.
    private boolean isHidden(Set<Modifier> flags) {
      boolean open =
          getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
              && switch (outer.getKind()) {
                case INTERFACE, ANNOTATION_TYPE, ENUM -> true;
                default -> false;
              };
      return !open && !flags.contains(Modifier.PUBLIC) && !flags.contains(Modifier.PROTECTED);
    }

    private void add(String key) {
      String comment = trees.getDocComment(getCurrentPath());
      if (comment == null || comment.isBlank()) {
        return;
      }
      boolean markdown = trees.getDocCommentKind(getCurrentPath()) == DocCommentKind.END_OF_LINE;
      entries
          .computeIfAbsent(typeName(true), _ -> new StringBuilder())
          .append(key)
          .append('\n')
          .append(markdown ? tagged(comment) : comment)
          .append(DocumentationIndex.END);
    }

    /// Markdown's code and links as tags.
    private static String tagged(String markdown) {
      return markdown
          .replaceAll("(?s)```\\w*\\n(.*?)```", "<pre>{@code $1}</pre>")
          .replaceAll("`([^`\\n]+)`", "{@code $1}")
          .replaceAll("\\[([\\w.#]+(?:\\([^)]*\\))?)](?!\\()", "{@link $1}")
          .replaceAll("\\n\\n(?!@)", "\n<p>");
    }

    private String typeName(boolean qualified) {
      var names = new ArrayList<String>();
      for (var at = getCurrentPath(); at != null; at = at.getParentPath()) {
        if (at.getLeaf() instanceof ClassTree type) {
          names.addFirst(type.getSimpleName().toString());
        }
      }
      var inPackage = getCurrentPath().getCompilationUnit().getPackageName();
      if (!qualified) {
        return names.getLast();
      }
      if (inPackage != null) {
        names.addFirst(inPackage.toString());
      }
      return String.join(".", names);
    }
  }
}
