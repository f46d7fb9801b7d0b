package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.channel.Channel;
import dev.wirelab.kernel.channel.Channels;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.display.StdinNotImplementedException;
import dev.wirelab.kernel.extension.CommMessage;
import dev.wirelab.kernel.protocol.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// All that every front end sees, in the order in which it happened.
///
/// Cells print into a buffer; a thread of its own sends what has gathered, at once for the first
/// octets and then at most every 20 ms, so that a flood becomes few large messages. What the kernel
/// itself broadcasts goes behind everything printed before it. A thread that prints more than the
/// subscribers take waits.
final class Broadcasts implements AutoCloseable {

  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int LARGE = 64 * 1024;
  private static final int FULL = 1024 * 1024;
  private static final int LEAST_WEIGHT = 1024;

  /// What waits to be sent.
  private sealed interface Pending {
    record Text(Message parent, Screen.Stream stream, StringBuilder text) implements Pending {}

    record Ready(Channel channel, Message message) implements Pending {}
  }

  private final Channels channels;
  private final String session;
  private final Renderers renderers;
  private final Inputs inputs;
  private final KernelLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition sent = lock.newCondition();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private int weight;
  private long lastSent = System.nanoTime() - GATHER_NANOS;
  private boolean closed;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("output").factory());

  Broadcasts(Channels channels, String session, Renderers renderers, Inputs inputs, KernelLog log) {
    this.channels = channels;
    this.session = session;
    this.renderers = renderers;
    this.inputs = inputs;
    this.log = log;
    thread.execute(this::run);
  }

  /// The screen of the cell that `request` asked to run.
  CellScreen screen(Message request, Manner manner) {
    return new CellScreen(request, manner);
  }

  /// What a cell may do besides running.
  ///
  /// @param show whether what it prints and displays is broadcast
  /// @param ask whether there is somebody to answer
  record Manner(boolean show, boolean ask) {}

  /// Keeps a character that was printed in pieces until all of it is there.
  final class CellScreen implements Screen {

    private final Message request;
    private final Manner manner;
    private final Map<Stream, Utf8> texts =
        Map.of(Stream.STDOUT, new Utf8(), Stream.STDERR, new Utf8());
    private final List<JsonObject> payload = Collections.synchronizedList(new ArrayList<>());
    private volatile String lastDisplayed = "";

    private CellScreen(Message request, Manner manner) {
      this.request = request;
      this.manner = manner;
    }

    @Override
    public void display(Object value) {
      show("display_data", value, new JsonObject());
    }

    @Override
    public void display(Object value, String id) {
      show("display_data", value, Json.object("display_id", id));
      lastDisplayed = id;
    }

    @Override
    public boolean displayed(Object value) {
      return lastDisplayed.equals(value);
    }

    @Override
    public void update(String id, Object value) {
      show("update_display_data", value, Json.object("display_id", id));
    }

    @Override
    public void clear(boolean wait) {
      if (manner.show) {
        hand(Channel.IOPUB, message(request, "clear_output", Json.object("wait", wait)));
      }
    }

    @Override
    public MimeBundle render(Object value) {
      return renderers.render(value);
    }

    @Override
    public void page(Object value) {
      var page = Json.of(renderers.render(value));
      page.remove("metadata");
      page.addProperty("source", "page");
      page.addProperty("start", 0);
      payload.add(page);
    }

    @Override
    public void print(Stream stream, byte[] octets, int offset, int length) {
      if (manner.show) {
        append(request, stream, () -> texts.get(stream).text(octets, offset, length));
      }
    }

    @Override
    public String ask(String prompt, boolean hidden) throws InterruptedException {
      if (!manner.ask) {
        throw new StdinNotImplementedException();
      }
      var question =
          request.reply(
              session, "input_request", Json.object("prompt", prompt, "password", hidden));
      return inputs.ask(this, question, () -> hand(Channel.STDIN, question));
    }

    private void show(String type, Object value, JsonObject identity) {
      if (manner.show) {
        var bundle = renderers.render(value);
        var content = Json.of(bundle);
        content.add("transient", identity);
        add(new Pending.Ready(Channel.IOPUB, message(request, type, content)), weight(bundle));
      }
    }

    /// What the reply shall carry besides.
    List<JsonObject> payload() {
      synchronized (payload) {
        return List.copyOf(payload);
      }
    }

    /// The cell has ended: pieces of a character will not be completed, questions not be answered.
    void end() {
      inputs.end(this);
      texts.forEach((stream, text) -> append(request, stream, text::rest));
    }
  }

  /// Broadcasts a message of a comm, behind what was printed before. For any thread.
  void comm(String type, JsonObject content, CommMessage sent) {
    var parent =
        Screen.current().orElse(null) instanceof CellScreen screen
            ? Optional.of(screen.request)
            : Optional.<Message>empty();
    var plain =
        parent
            .map(request -> message(request, type, content))
            .orElseGet(() -> Message.of(session, type, content));
    hand(
        Channel.IOPUB,
        new Message(
            List.of(topic(type)),
            plain.header(),
            plain.parentHeader(),
            Json.of(sent.metadata()).getAsJsonObject(),
            content,
            sent.buffers()));
  }

  /// A thread that could be interrupted must not touch the channels; the output's thread sends.
  private void hand(Channel channel, Message message) {
    add(new Pending.Ready(channel, message), LEAST_WEIGHT);
  }

  /// Broadcasts behind all that was printed so far. For the kernel's own threads: see
  /// [Channels#send].
  void publish(Message parent, String type, JsonObject content) {
    lock.lock();
    try {
      sendPending();
      channels.send(Channel.IOPUB, message(parent, type, content));
    } finally {
      lock.unlock();
    }
  }

  /// Sends what was printed so far.
  void flush() {
    lock.lock();
    try {
      sendPending();
    } finally {
      lock.unlock();
    }
  }

  void status(Message parent, String state) {
    publish(parent, "status", Json.object("execution_state", state));
  }

  /// Sends what was printed so far and lets the thread end, which may have to wait until the
  /// channels are closed too.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      sendPending();
      added.signal();
    } finally {
      lock.unlock();
    }
    thread.shutdown();
  }

  private Message message(Message parent, String type, JsonObject content) {
    var reply = parent.reply(session, type, content);
    return new Message(
        List.of(topic(type)),
        reply.header(),
        reply.parentHeader(),
        reply.metadata(),
        content,
        List.of());
  }

  private byte[] topic(String type) {
    return ("kernel." + session + "." + type).getBytes(UTF_8);
  }

  private void append(Message parent, Screen.Stream stream, Supplier<String> printed) {
    lock.lock();
    try {
      String text = printed.get();
      if (text.isEmpty()) {
        return;
      }
      if (pending.peekLast() instanceof Pending.Text last
          && last.parent == parent
          && last.stream == stream) {
        last.text.append(text);
        added(text.length());
      } else {
        // A message costs more than its text where cells print to both streams in turn.
        add(
            new Pending.Text(parent, stream, new StringBuilder(text)),
            Math.max(text.length(), LEAST_WEIGHT));
      }
    } finally {
      lock.unlock();
    }
  }

  /// About as many characters as the message will have.
  private static int weight(MimeBundle bundle) {
    long weight = LEAST_WEIGHT;
    for (var content : bundle.data().values()) {
      weight +=
          switch (content) {
            case String text -> text.length();
            case byte[] octets -> octets.length * 4L / 3;
            default -> LEAST_WEIGHT;
          };
    }
    return (int) Math.min(weight, FULL + 1L);
  }

  private void add(Pending item, int itemWeight) {
    lock.lock();
    try {
      pending.add(item);
      added(itemWeight);
    } finally {
      lock.unlock();
    }
  }

  private void added(int itemWeight) {
    weight += itemWeight;
    added.signal();
    while (weight > FULL && !closed) {
      try {
        sent.await();
      } catch (InterruptedException e) {
        // An interrupted cell shall end; what it printed is kept all the same.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      try {
        open = sendNext();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        open = false;
      } catch (RuntimeException | OutOfMemoryError e) {
        // A cell that took all the memory gives it back; the next output shall find its way.
        log.warn("Output was lost", e);
      }
    }
  }

  /// Waits for something to send, and sends it.
  ///
  /// @return whether more can come
  private boolean sendNext() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && mustGather()) {
        added.awaitNanos(pending.isEmpty() ? Long.MAX_VALUE : gatheringNanos());
      }
    } finally {
      lock.unlock();
    }
    channels.awaitRoom();
    lock.lock();
    try {
      sendPending();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean mustGather() {
    return pending.isEmpty() || weight < LARGE && gatheringNanos() > 0;
  }

  private long gatheringNanos() {
    return lastSent + GATHER_NANOS - System.nanoTime();
  }

  private void sendPending() {
    try {
      for (var next = pending.poll(); next != null; next = pending.poll()) {
        switch (next) {
          case Pending.Ready(Channel channel, Message message) -> channels.send(channel, message);
          case Pending.Text(Message parent, Screen.Stream stream, StringBuilder text) ->
              channels.send(Channel.IOPUB, message(parent, "stream", Json.stream(stream, text)));
        }
      }
    } finally {
      weight = 0;
      lastSent = System.nanoTime();
      sent.signalAll();
    }
  }
}
