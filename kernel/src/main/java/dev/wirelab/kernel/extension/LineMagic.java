package dev.wirelab.kernel.extension;

import java.util.List;

/// A command on a line of its own among lines of Java, `%name arguments`, or behind an equals sign:
/// `var jars = %jars lib/*.jar`.
@FunctionalInterface
public interface LineMagic {

  /// Runs the command. Like Java in a cell it runs on the cell's own thread, which an interrupt
  /// reaches, and may print and display.
  ///
  /// @param arguments the words behind the magic's name; double quotes hold words together
  /// @param line what stands behind the name, as it stands
  /// @return what the variable before the equals sign becomes; behind the last line of a cell, what
  ///   the cell shows as its result; null for none
  Object run(List<String> arguments, String line) throws Exception;

  /// What `%help` says of it: the arguments on the first line, then what it does.
  default String help() {
    return "";
  }
}
