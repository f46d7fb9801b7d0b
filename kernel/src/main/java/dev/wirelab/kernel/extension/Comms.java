package dev.wirelab.kernel.extension;

/// The comms of this kernel: what front ends may open them to, and how the kernel opens one.
///
/// Cells find it as the variable `comms`.
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">
///   Jupyter messaging, custom messages</a>
public interface Comms {

  /// Lets front ends open comms to this name; a later target of the name replaces an earlier one.
  void target(String name, CommTarget target);

  /// Opens a comm to what the front end knows by this name. A front end that knows none closes it.
  Comm open(String target, CommMessage opening);
}
