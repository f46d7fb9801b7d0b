package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import java.util.List;

/// Answers to what this kernel does not do, and does not advertise.
final class Refusals {

  private Refusals() {}

  /// There is no debugger; the answer is also one of the Debug Adapter Protocol.
  static JsonObject debug(JsonObject request) {
    var refusal = refusal("DebuggerNotSupported", "This kernel has no debugger");
    refusal.addProperty("type", "response");
    refusal.addProperty("request_seq", Request.number(request, "seq", 0));
    refusal.addProperty("command", Request.text(request, "command", ""));
    refusal.addProperty("success", false);
    refusal.addProperty("message", "This kernel has no debugger");
    return refusal;
  }

  /// JShell holds one state, and wraps each statement in those before it: two cells at once would
  /// each miss what the other declares. Completion and inspection, for which front ends want
  /// subshells, are answered during a cell anyway.
  static JsonObject subshells() {
    return refusal(
        "SubshellsNotSupported",
        "This kernel runs one cell at a time; completion and inspection are answered meanwhile");
  }

  private static JsonObject refusal(String name, String value) {
    return Json.object(
        "status", "error", "ename", name, "evalue", value, "traceback", List.of(value));
  }
}
