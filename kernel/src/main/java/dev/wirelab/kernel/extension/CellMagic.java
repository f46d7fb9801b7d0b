package dev.wirelab.kernel.extension;

import java.util.List;

/// A cell in another language than Java: a cell that begins with `%%name arguments`.
@FunctionalInterface
public interface CellMagic {

  /// Runs the cell. Like Java in a cell it runs on the cell's own thread, which an interrupt
  /// reaches, and may print and display.
  ///
  /// @param arguments the words behind the magic's name; double quotes hold words together
  /// @param body the lines below the first one, as they stand
  /// @return the cell's result, or null for none
  Object run(List<String> arguments, String body) throws Exception;

  /// What `%help` says of it: the arguments on the first line, then what it does.
  default String help() {
    return "";
  }
}
