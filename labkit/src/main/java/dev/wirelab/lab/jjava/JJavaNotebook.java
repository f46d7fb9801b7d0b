package dev.wirelab.lab.jjava;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.Renderer;
import dev.wirelab.kernel.extension.Comms;
import dev.wirelab.kernel.extension.Notebook;
import dev.wirelab.kernel.extension.Workspace;
import dev.wirelab.lab.show.Blackboard;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/// A notebook of JJava, as an extension of Wirelab's own kernel sees it. What JJava has no word
/// for, is left out or said so.
public final class JJavaNotebook implements Notebook, AutoCloseable {

  private static final String TEXT = "text/plain";
  private static final String HTML = "text/html";

  /// JShell names what it wraps around cells.
  private static final String OF_A_CELL = "REPL.";

  /// Values on their way into cells, which can name no other place to fetch them from.
  private static final Map<String, Object> WAITING = new ConcurrentHashMap<>();

  private final BaseKernel kernel;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  JJavaNotebook(BaseKernel kernel) {
    this.kernel = kernel;
    renderer(Displayable.class, Displayable::mimeBundle);
  }

  @Override
  public void imports(String... imports) {
    for (var name : imports) {
      kernel.evalRaw("import " + name + ";");
    }
  }

  @Override
  public <T> void variable(String name, Class<T> type, T value) {
    WAITING.put(name, value);
    String here = JJavaNotebook.class.getName();
    kernel.evalRaw(
        "%1$s %2$s = (%1$s) %3$s.take(\"%2$s\");".formatted(type.getCanonicalName(), name, here));
  }

  /// What a cell declares a variable with; once.
  public static Object take(String name) {
    return WAITING.remove(name);
  }

  @Override
  public void cellMagic(String name, dev.wirelab.kernel.extension.CellMagic magic) {
    CellMagic<Object, BaseKernel> adapted = (_, arguments, body) -> magic.run(arguments, body);
    kernel.getMagicsRegistry().registerCellMagic(name, adapted);
  }

  @Override
  public void lineMagic(String name, dev.wirelab.kernel.extension.LineMagic magic) {
    LineMagic<Object, BaseKernel> adapted =
        (_, arguments) -> magic.run(arguments, String.join(" ", arguments));
    kernel.getMagicsRegistry().registerLineMagic(name, adapted);
  }

  /// @throws UnsupportedOperationException always: JJava's magics have a kernel of their own kind
  @Override
  public Workspace workspace() {
    throw new UnsupportedOperationException("JJava does not show what its cells have made");
  }

  /// Of the forms of a value JJava is given text and HTML.
  @Override
  public <T> void renderer(Class<T> type, Renderer<? super T> renderer) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring(HTML)
        .supporting(TEXT, HTML)
        .register((value, context) ->
            renderer
                .render(value)
                .mimeBundle()
                .data()
                .forEach((form, content) -> {
                  if (form.equals(TEXT) || form.equals(HTML)) {
                    context.getOutputContainer().putData(form, content);
                  }
                }));
  }

  /// @throws UnsupportedOperationException always: the comms of JJava are others
  @Override
  public Comms comms() {
    throw new UnsupportedOperationException("The comms of JJava are not those of this kernel");
  }

  /// The exception and its causes, each with the frames of cells. JJava does not tell which cell
  /// and line those are.
  @Override
  public Optional<String> told(Throwable failure) {
    return Optional.of(
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .map(JJavaNotebook::withFrames)
            .collect(Collectors.joining("\nCaused by: ")));
  }

  private static String withFrames(Throwable failure) {
    return Stream.concat(
            Stream.of(failure.toString()),
            Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OF_A_CELL))
                .map(frame -> "    at " + frame))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void onShutdown(AutoCloseable resource) {
    resources.push(resource);
  }

  /// Below the cell that runs; on JJava every thread's output appears there.
  Blackboard board() {
    return new Blackboard() {
      @Override
      public void print(String line) {
        System.out.println(line);
      }

      @Override
      public void display(Displayable value) {
        kernel.display(kernel.getRenderer().render(value));
      }
    };
  }

  @Override
  public void close() {
    for (var resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        // The kernel ends, and with it what is left.
      }
    }
  }
}
