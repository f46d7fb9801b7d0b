package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completion;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.protocol.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The content of replies to what a front end may ask at any time, also while a cell runs.
final class Questions {

  private static final String VERSION = "0.1.0";

  private final Interpreter interpreter;

  Questions(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  JsonObject kernelInfo() {
    var language = interpreter.language();
    return Json.object(
        "protocol_version",
        Message.PROTOCOL_VERSION,
        "implementation",
        "wirelab",
        "implementation_version",
        VERSION,
        "language_info",
        Map.of(
            "name", language.name(),
            "version", language.version(),
            "mimetype", language.mimeType(),
            "file_extension", language.fileExtension(),
            "pygments_lexer", language.name(),
            "codemirror_mode", language.mimeType(),
            "nbconvert_exporter", "script"),
        "banner",
        language.banner(),
        "help_links",
        List.of(
            Map.of(
                "text", "Java API", "url", "https://docs.oracle.com/en/java/javase/25/docs/api/")),
        // No debugger, and no subshells: see Refusals.
        "debugger",
        false,
        "supported_features",
        List.of());
  }

  /// Answers a `connect_request`.
  static JsonObject ports(Connection connection) {
    return Json.object(
        "shell_port", connection.shellPort(),
        "iopub_port", connection.iopubPort(),
        "stdin_port", connection.stdinPort(),
        "control_port", connection.controlPort(),
        "hb_port", connection.hbPort());
  }

  JsonObject isComplete(JsonObject request) {
    return switch (interpreter.isComplete(Request.text(request, "code", ""))) {
      case Completeness.Complete _ -> Json.object("status", "complete");
      case Completeness.Invalid _ -> Json.object("status", "invalid");
      case Completeness.Incomplete(String indent) ->
          Json.object("status", "incomplete", "indent", indent);
    };
  }

  JsonObject complete(JsonObject request) {
    String code = Request.text(request, "code", "");
    var found = interpreter.complete(code, Request.cursor(request, code));
    int start = Request.codePoints(code, found.start());
    int end = Request.codePoints(code, found.end());
    return Json.object(
        "matches",
        found.matches().stream().map(Completion::text).toList(),
        "cursor_start",
        start,
        "cursor_end",
        end,
        "metadata",
        Map.of(
            "_jupyter_types_experimental",
            found.matches().stream().map(match -> typed(match, start, end)).toList()));
  }

  private static Map<String, Object> typed(Completion match, int start, int end) {
    return Map.of(
        "text", match.text(),
        "type", match.kind().name().toLowerCase(Locale.ROOT),
        "signature", match.signature(),
        "start", start,
        "end", end);
  }

  JsonObject inspect(JsonObject request) {
    String code = Request.text(request, "code", "");
    int detail = Request.number(request, "detail_level", 0);
    var found = interpreter.inspect(code, Request.cursor(request, code), detail);
    return Json.object(
        "found", found.isPresent(),
        "data", found.map(MimeBundle::data).orElse(Map.of()),
        "metadata", Map.of());
  }
}
