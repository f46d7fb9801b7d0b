package dev.wirelab.kernel.channel;

/// The sockets over which messages travel. The heartbeat carries none and is not among them.
public enum Channel {
  /// Requests and their replies.
  SHELL,
  /// Requests that may not wait behind a running cell: interrupt, shutdown.
  CONTROL,
  /// The kernel asks, the person answers.
  STDIN,
  /// Broadcasts: what every front end sees.
  IOPUB
}
