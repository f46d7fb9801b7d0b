package dev.wirelab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.java.JavaInterpreter;
import dev.wirelab.kernel.java.Settings;
import dev.wirelab.kernel.java.StandardStreams;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.protocol.Message;
import dev.wirelab.kernel.protocol.WireFormat;
import dev.wirelab.kernel.session.CommRegistry;
import dev.wirelab.kernel.session.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A front end and a kernel of its own, over real ZeroMQ sockets; reads like a notebook.
///
/// ```java
/// session.execute("1 + 1").result("2");
/// ```
public final class Session implements AutoCloseable {

  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    StandardStreams.install();
  }

  public final Client client;
  public final Connection connection;
  private final AutoCloseable kernel;
  private final Supplier<String> log;

  private Session(Connection connection, AutoCloseable kernel, Supplier<String> log) {
    this.connection = connection;
    this.kernel = kernel;
    this.log = log;
    client = new Client(connection, PATIENCE);
  }

  public static Session java(Extension... extensions) {
    return java(Settings.NONE, extensions);
  }

  public static Session java(Settings settings, Extension... extensions) {
    return within((renderers, comms, log) ->
        new JavaInterpreter(renderers, comms, log, List.of(extensions), settings));
  }

  public static Session of(Interpreter interpreter) {
    return within((_, _, _) -> interpreter);
  }

  /// A session whose kernel's comms the test knows.
  public static Session of(Interpreter interpreter, CommRegistry comms) {
    return within(comms, (_, _, _) -> interpreter);
  }

  /// What a language is made of.
  private interface Language {
    Interpreter with(Renderers renderers, CommRegistry comms, KernelLog log);
  }

  /// A session with a kernel in a process of its own.
  public static Session of(KernelProcess process) {
    try {
      return new Session(process.connection(), process, process::log);
    } catch (Client.TimeoutException e) {
      // Another process may have taken a port before the kernel could.
      throw new IllegalStateException("The kernel said: " + process.log(), e);
    }
  }

  private static Session within(Language language) {
    return within(new CommRegistry(), language);
  }

  private static Session within(CommRegistry comms, Language language) {
    for (int attempt = 1; ; attempt++) {
      try {
        var connection = Connection.local();
        var renderers = new Renderers();
        var written = new ByteArrayOutputStream();
        var log = new KernelLog(new PrintStream(written, true));
        var kernel =
            new Kernel(connection, language.with(renderers, comms, log), renderers, comms, log);
        return new Session(connection, kernel, written::toString);
      } catch (IOException e) {
        // Another process may take a port between the moment it is found free and the binding.
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /// The kernel, where it runs in this JVM.
  public Kernel kernel() {
    return (Kernel) kernel;
  }

  /// What the kernel said of itself.
  public String log() {
    return log.get();
  }

  public Ran execute(String code) {
    return begin(code).end();
  }

  /// Runs a cell with one field more than its code.
  public Ran execute(String code, String field, boolean value) {
    return begin(code, field, value).end();
  }

  /// Sends a message as it stands, whatever its header says.
  public Running send(Message message) {
    client.sendFrames(Client.Line.SHELL, format().frames(message));
    return new Running(message);
  }

  /// How messages of this session are signed.
  public WireFormat format() {
    return new WireFormat(connection.signatureScheme(), connection.key());
  }

  /// A second front end for the same kernel.
  public Client another() {
    return new Client(connection, PATIENCE);
  }

  /// Sends a cell and does not wait for its end.
  public Running begin(String code) {
    return new Running(client.send(Client.Line.SHELL, "execute_request", code(code)));
  }

  /// Sends a cell with one field more than its code, and does not wait for its end.
  public Running begin(String code, String field, boolean value) {
    var content = code(code);
    content.addProperty(field, value);
    return new Running(client.send(Client.Line.SHELL, "execute_request", content));
  }

  /// Sends a cell that may ask, and does not wait for its end.
  public Running beginAsking(String code) {
    ask(Client.Line.STDIN, "kernel_info_request", new JsonObject());
    return begin(code, "allow_stdin", true);
  }

  /// Sends what is to be executed, whatever its fields are.
  public Ran execute(JsonObject content) {
    return begin(content).end();
  }

  /// Sends what is to be executed, whatever its fields are, and does not wait for its end.
  public Running begin(JsonObject content) {
    return new Running(client.send(Client.Line.SHELL, "execute_request", content));
  }

  public JsonObject ask(String type, JsonObject content) {
    return ask(Client.Line.SHELL, type, content);
  }

  public JsonObject ask(Client.Line line, String type, JsonObject content) {
    return client.await(client.send(line, type, content)).reply().content();
  }

  /// Waits until the kernel has all that was sent so far: an interrupt, on another socket, may be
  /// faster.
  public Session arrived() {
    ask("kernel_info_request", new JsonObject());
    return this;
  }

  public void answer(Message question, String line) {
    var content = new JsonObject();
    content.addProperty("value", line);
    client.answer(question, content);
  }

  public void interrupt() {
    assertThat(status(ask(Client.Line.CONTROL, "interrupt_request", new JsonObject())))
        .isEqualTo("ok");
  }

  public static JsonObject code(String code) {
    var content = new JsonObject();
    content.addProperty("code", code);
    return content;
  }

  private static String status(JsonObject content) {
    return content.get("status").getAsString();
  }

  @Override
  public void close() {
    client.close();
    try {
      kernel.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A cell that was sent.
  public final class Running {

    public final Message request;

    private Running(Message request) {
      this.request = request;
    }

    /// Waits until the cell has printed something.
    public Running printing() {
      client.awaitBroadcast(request, "stream");
      return this;
    }

    /// Waits until the cell asks for a line with this prompt.
    public Message asking(String prompt) {
      return asking(prompt, false);
    }

    /// Waits until the cell asks with this prompt.
    public Message asking(String prompt, boolean password) {
      var question = client.awaitQuestion(request);
      assertThat(question.content().get("prompt").getAsString()).isEqualTo(prompt);
      assertThat(question.content().get("password").getAsBoolean()).isEqualTo(password);
      assertThat(question.parentHeader()).isEqualTo(request.header());
      return question;
    }

    /// Waits until the cell asks for a line with this prompt, and answers.
    public Running typing(String prompt, String line) {
      answer(asking(prompt), line);
      return this;
    }

    public Ran end() {
      return new Ran(client.await(request));
    }
  }

  /// A cell that ran, and what is expected of it.
  public static final class Ran {

    public final Client.Exchange exchange;

    private Ran(Client.Exchange exchange) {
      this.exchange = exchange;
    }

    public Ran ok() {
      assertThat(reply()).asString().contains("\"status\":\"ok\"");
      return this;
    }

    public Ran result(String plain) {
      ok();
      assertThat(data("execute_result", "text/plain")).isEqualTo(plain);
      return this;
    }

    public Ran noResult() {
      ok();
      assertThat(contents("execute_result")).isEmpty();
      return this;
    }

    public Ran displays(String mimeType, String data) {
      assertThat(data("display_data", mimeType)).isEqualTo(data);
      return this;
    }

    public Ran prints(String text) {
      assertThat(stream("stdout")).isEqualTo(text);
      return this;
    }

    public Ran complains(String text) {
      assertThat(stream("stderr")).isEqualTo(text);
      return this;
    }

    public Ran fails(String name) {
      assertThat(status(reply())).as(traceback()).isEqualTo("error");
      assertThat(reply().get("ename").getAsString()).isEqualTo(name);
      assertThat(contents("error")).hasSize(1);
      return this;
    }

    public Ran saying(String value) {
      assertThat(reply().get("evalue").getAsString()).contains(value);
      return this;
    }

    public Ran tracing(String... lines) {
      for (var line : lines) {
        assertThat(traceback()).contains(line);
      }
      return this;
    }

    public Ran aborted() {
      assertThat(status(reply())).isEqualTo("aborted");
      return this;
    }

    public JsonObject reply() {
      return exchange.reply().content();
    }

    public List<String> types() {
      return exchange.broadcasts().stream().map(Message::type).toList();
    }

    public List<JsonObject> contents(String type) {
      return exchange.broadcasts().stream()
          .filter(message -> message.type().equals(type))
          .map(Message::content)
          .toList();
    }

    /// What a reader sees, in order: pieces of output, displays, the result.
    public List<String> texts() {
      return exchange.broadcasts().stream()
          .map(Message::content)
          .filter(content -> content.has("text") || content.has("data"))
          .map(content ->
              content.has("text")
                  ? content.get("text").getAsString()
                  : content.getAsJsonObject("data").get("text/plain").getAsString())
          .toList();
    }

    /// The forms of the one display or result there is.
    public JsonObject data(String type) {
      assertThat(contents(type)).as(traceback()).hasSize(1);
      return contents(type).getFirst().getAsJsonObject("data");
    }

    public String stream(String name) {
      return contents("stream").stream()
          .filter(stream -> stream.get("name").getAsString().equals(name))
          .map(stream -> stream.get("text").getAsString())
          .collect(Collectors.joining());
    }

    /// Without its colours.
    public String traceback() {
      return contents("error").stream()
          .flatMap(error -> error.getAsJsonArray("traceback").asList().stream())
          .map(line -> line.getAsString().replaceAll("\u001b\\[[0-9;]*m", ""))
          .collect(Collectors.joining("\n"));
    }

    private String data(String type, String mimeType) {
      return data(type).get(mimeType).getAsString();
    }
  }
}
