package dev.wirelab.kernel.install;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.java.JavaInterpreter;
import dev.wirelab.kernel.java.StandardStreams;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.session.CommRegistry;
import dev.wirelab.kernel.session.Kernel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// A session as a learner would have it, played over real sockets to a kernel in this JVM, which
/// was started to remember what the session needs.
public final class Training {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int x = 41;\nx + 1",
          "String greet(String name) {\n    return \"Hello, \" + name;\n}\ngreet(\"you\")",
          "record Point(int x, int y) {}\nnew Point(1, 2)",
          "for (int i = 0; i < 3; i++) {\n    System.out.println(\"line \" + i);\n}",
          "var words = List.of(\"a\", \"b\");\nwords.stream().map(String::toUpperCase).toList()",
          "class Counter {\n    int count;\n    void add() { count++; }\n}",
          "var counter = new Counter();\ncounter.add();\ncounter.count",
          "display(words);");

  /// Failures are part of learning.
  private static final List<String> FAILING_CELLS =
      List.of(
          "if (x > 0) throw new IllegalStateException(\"on purpose\");", "int wrong = \"text\";");

  private Training() {}

  /// Plays the session; ends with 0 if all went as it should.
  public static void main(String[] args) throws IOException {
    var log = new KernelLog(StandardStreams.install());
    var renderers = new Renderers();
    var comms = new CommRegistry();
    var connection = Connection.local();
    var cells = new ArrayList<>(CELLS);
    ServiceLoader.load(Extension.class).forEach(found -> cells.addAll(found.trainingCells()));
    var interpreter = new JavaInterpreter(renderers, comms, log);
    try (var _ = new Kernel(connection, interpreter, renderers, comms, log);
        var client = new Client(connection, PATIENCE)) {
      ask(client, "kernel_info_request", new JsonObject());
      cells.forEach(cell -> run(client, cell, "ok"));
      FAILING_CELLS.forEach(cell -> run(client, cell, "error"));
      ask(client, "complete_request", code("words.st"));
      ask(client, "inspect_request", code("words.stream("));
      ask(client, "is_complete_request", code("for (;;) {"));
    }
    System.exit(0);
  }

  /// A cell that ends otherwise than it should would train the wrong things, and nobody would know.
  private static void run(Client client, String cell, String expected) {
    var reply = ask(client, "execute_request", code(cell));
    if (!reply.get("status").getAsString().equals(expected)) {
      throw new IllegalStateException("This cell gave " + reply + ":\n" + cell);
    }
  }

  private static JsonObject ask(Client client, String type, JsonObject content) {
    return client.await(client.send(Client.Line.SHELL, type, content)).reply().content();
  }

  private static JsonObject code(String code) {
    var content = new JsonObject();
    content.addProperty("code", code);
    return content;
  }
}
