package dev.wirelab.kernel.extension;

/// A line between an object in the kernel and one in the front end: what widgets speak over.
///
/// What arrives is handed over between the cells, in order, and can be interrupted like a cell.
/// Sending is safe for any thread, and never waits for the other end.
public interface Comm extends AutoCloseable {

  /// What is to be done with what arrives.
  @FunctionalInterface
  interface Handler {
    void handle(CommMessage message) throws Exception;
  }

  /// Its identifier, chosen by whichever end opened it.
  String id();

  /// The name of the target it was opened to.
  String target();

  /// Sends a message to the front ends.
  ///
  /// @throws IllegalStateException if the comm is closed
  void send(CommMessage message);

  /// Handles what arrives from now on, in place of an earlier handler.
  void onMessage(Handler handler);

  /// Handles the end, if the front end closes the comm.
  void onClose(Handler handler);

  /// Ends the comm, and tells the front ends; no effect on one that has ended.
  @Override
  void close();
}
