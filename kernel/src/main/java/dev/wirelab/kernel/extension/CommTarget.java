package dev.wirelab.kernel.extension;

/// What a front end can open a [Comm] to.
@FunctionalInterface
public interface CommTarget {

  /// A front end has opened a comm. Called between the cells, like all that a comm calls; what it
  /// prints appears where the front end shows output of the comm.
  ///
  /// @param opening what the front end said with it
  /// @throws Exception to refuse: the comm is closed
  void opened(Comm comm, CommMessage opening) throws Exception;
}
