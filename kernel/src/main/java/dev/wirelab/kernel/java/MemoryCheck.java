package dev.wirelab.kernel.java;

/// Lets a cell that fills the heap fail as it would soon by itself, while there is room to say so.
///
/// The error can be caught like any other. A cell that goes on and takes more, of which a
/// collection frees nothing, is ended like an interrupted one: at the very end of the heap nothing
/// would work any more, an interrupt neither.
final class MemoryCheck {

  /// How much more it may take before somebody looks.
  private static final long ROOM = 16L << 20;

  private enum State {
    QUIET,
    ARMED,
    TOLD,
    EXCEEDED
  }

  /// Guarded by this object's lock, as is what was taken when it was told, in octets.
  private State state = State.QUIET;

  private long taken;

  /// The next thread of the cell that comes by shall fail.
  synchronized void arm() {
    if (state == State.QUIET) {
      state = State.ARMED;
      StopCheck.begin();
    }
  }

  /// To be called when the next cell begins.
  synchronized void disarm() {
    if (state != State.QUIET) {
      state = State.QUIET;
      StopCheck.end();
    }
  }

  synchronized boolean isExceeded() {
    return state == State.EXCEEDED;
  }

  /// @throws OutOfMemoryError if the cell takes too much memory, once
  /// @throws CellInterrupted if it took yet more
  synchronized void check(RunningCell cell) {
    switch (state) {
      case ARMED -> {
        state = State.TOLD;
        taken = used();
        throw new OutOfMemoryError(
            "Java heap space: nearly all %d MiB are taken; set a variable that holds much to null"
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
      }
      case TOLD -> {
        if (used() > taken + ROOM) {
          lookAgain(cell);
        }
      }
      case QUIET, EXCEEDED -> {}
    }
  }

  private void lookAgain(RunningCell cell) {
    System.gc();
    if (used() > taken - ROOM) {
      state = State.EXCEEDED;
      cell.interrupt();
      throw new CellInterrupted();
    }
    disarm();
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
