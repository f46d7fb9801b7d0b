package dev.wirelab.kernel.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Constructors of a record, as JShell needs them.
///
/// JShell makes each type of a cell public. A record's canonical constructor must be no less so
/// (JLS 8.10.4), and javac would refuse what everybody writes: `record Range(int low) { Range { … }
/// }`.
final class RecordConstructors {

  private static final Pattern MAY_HAVE_ONE =
      Pattern.compile("\\brecord\\s+(\\w+).*[^\\w.]\\1\\s*[({]", Pattern.DOTALL);
  private static final Set<Modifier> ACCESS =
      EnumSet.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);

  private RecordConstructors() {}

  /// The statement, with `public` where a constructor of a record says nothing of access.
  static Statement opened(Statement statement) {
    return MAY_HAVE_ONE.matcher(Comments.blanked(statement.source())).find()
        ? statement.with(closed(statement.source()))
        : statement;
  }

  private static List<Statement.Insertion> closed(String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    // What is wrong with it JShell will say.
    var task =
        (JavacTask) compiler.getTask(null, null, _ -> {}, null, null, List.of(new Source(source)));
    var positions = Trees.instance(task).getSourcePositions();
    try {
      for (var unit : task.parse()) {
        return unit.getTypeDecls().stream().flatMap(type -> closed(type, unit, positions)).toList();
      }
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing is read from a file", e);
    }
  }

  private static Stream<Statement.Insertion> closed(
      Tree type, CompilationUnitTree unit, SourcePositions positions) {
    return type instanceof ClassTree declared && type.getKind() == Tree.Kind.RECORD
        ? declared.getMembers().stream()
            .filter(RecordConstructors::isClosed)
            .map(member -> (int) positions.getStartPosition(unit, member))
            .filter(position -> position >= 0)
            .map(position -> new Statement.Insertion(position, "public "))
        : Stream.of();
  }

  private static boolean isClosed(Tree member) {
    return member instanceof MethodTree method
        && method.getName().contentEquals("<init>")
        && method.getModifiers().getFlags().stream().noneMatch(ACCESS::contains);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
