package dev.wirelab.kernel.display;

/// Keeps the thread's screen out of sight of [Screen]'s users.
final class CurrentScreen {

  static final InheritableThreadLocal<Screen> OF_THREAD = new InheritableThreadLocal<>();

  private CurrentScreen() {}
}
