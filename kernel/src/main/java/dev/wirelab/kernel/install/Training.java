package dev.wirelab.kernel.install;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Main;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.protocol.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
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

  /// Plays the session; the process ends with 0 if all went as it should.
  public static void main(String[] args) throws IOException {
    var connection = Connection.local();
    var file = Files.createTempFile("training", ".json");
    connection.write(file);
    new Thread(() -> Main.main(new String[] {file.toString()}), "kernel").start();
    try (var client = new Client(connection, PATIENCE)) {
      play(client);
      // The kernel's end is the process's.
      client.send(Client.Line.CONTROL, "shutdown_request", new JsonObject());
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    } finally {
      Files.delete(file);
    }
  }

  private static void play(Client client) {
    ask(client, "kernel_info_request", new JsonObject());
    CELLS.forEach(cell -> run(client, cell, "ok"));
    ServiceLoader.load(Extension.class).stream()
        .flatMap(found -> found.get().trainingCells().stream())
        .forEach(cell -> run(client, cell, "ok"));
    FAILING_CELLS.forEach(cell -> run(client, cell, "error"));
    ask(client, "complete_request", code("words.st"));
    ask(client, "inspect_request", code("words.stream("));
    ask(client, "is_complete_request", code("for (;;) {"));
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
