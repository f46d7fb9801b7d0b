package dev.wirelab.kernel.extension;

import java.nio.file.Path;
import java.util.List;

/// What cells have declared, and the classes that they can use: what a magic works on.
///
/// To be used by the thread that runs the cell, and while it runs, but for [#classPath].
///
/// All methods throw `IllegalStateException` on any other thread.
public interface Workspace {

  /// A variable of a cell.
  ///
  /// @param type as Java's source has it
  record Variable(String type, String name, Object value) {}

  /// Runs code as a cell would, magics included.
  ///
  /// @param name what failures call the code: a file's name, say
  /// @return the value of the last expression, or null
  /// @throws EvaluationException if it does not compile, or throws
  Object evaluate(String code, String name) throws EvaluationException;

  /// Runs lines of the running cell, so that failures name the cell and the line.
  ///
  /// @param line the number of the first of them in the cell, from 1
  /// @return the value of the last expression, or null
  /// @throws EvaluationException if it does not compile, or throws
  Object evaluateLines(String code, int line) throws EvaluationException;

  /// Lets cells use the classes of these jars and folders. What is there already stays where it is.
  ///
  /// @throws IllegalArgumentException if one of them is neither a folder nor a jar that can be
  ///   read; then none of them is added
  void addToClassPath(List<Path> entries);

  /// What was added to the class path, in order.
  List<Path> classPath();

  /// The variables of cells, in the order of their declaration.
  List<Variable> variables();

  /// The imports of cells, each as it stands between `import` and the semicolon; the ones that
  /// every notebook has come first.
  List<String> imports();

  /// Forgets what cells declared and imported. The class path stays.
  void reset();
}
