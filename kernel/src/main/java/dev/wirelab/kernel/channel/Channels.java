package dev.wirelab.kernel.channel;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.protocol.MalformedMessageException;
import dev.wirelab.kernel.protocol.Message;
import dev.wirelab.kernel.protocol.WireFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// The kernel's sockets, and the one thread that ever touches them.
///
/// The thread blocks in a poll over all sockets and a wake-up pipe. Others hand it messages with
/// [#send], which never blocks; whoever may produce without end asks [#awaitRoom] first. A thread
/// that could be interrupted must not send: the interrupt would close the wake-up pipe under it.
///
/// Nothing is dropped on the way out: a broadcast that a slow subscriber has no room for waits
/// here, and is tried again until it has.
public final class Channels implements AutoCloseable {

  private static final int SUBSCRIBER_ROOM = 16;
  private static final int BACKLOG_ROOM = 4;
  private static final int RETRY_MILLIS = 5;
  private static final int LINGER_MILLIS = 1_000;
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
  private static final int PEER_CHECK_MILLIS = 30_000;
  private static final byte SUBSCRIBE = 1;

  private record Outgoing(Channel channel, Message message) {}

  private final ZContext context = new ZContext();
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final ZMQ.Socket heartbeat;
  private final WireFormat format;
  private final String session;
  private final KernelLog log;
  private final WakeUp wakeUp = new WakeUp();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("channels").factory());

  /// Guarded by this object's lock: what was handed over, how many broadcasts of it are not yet
  /// with ZeroMQ, and whether (and since when) to end when all is.
  private final ArrayDeque<Outgoing> outgoing = new ArrayDeque<>();

  private int backlog;
  private boolean closing;

  /// What to do when nobody can reach this kernel any more; whether ZeroMQ itself is gone, and will
  /// not end what it began.
  private volatile Runnable broken = () -> {};

  private volatile boolean lost;
  private long closingSince;

  /// Broadcasts as frames; the first of them may be partly sent. Only the thread looks at it.
  private final ArrayDeque<ArrayDeque<byte[]>> broadcasts = new ArrayDeque<>();

  /// Binds the sockets. Nothing is read before [#start].
  ///
  /// @param session what this kernel calls itself in headers
  /// @throws IOException if an address cannot be bound
  public Channels(Connection connection, String session, KernelLog log) throws IOException {
    this.session = session;
    this.log = log;
    format = new WireFormat(connection.signatureScheme(), connection.key());
    context.setLinger(LINGER_MILLIS);
    context.setUncaughtExceptionHandler((_, e) -> {
      log.warn("ZeroMQ ended; nobody can reach this kernel any more", e);
      lost = true;
      broken.run();
    });
    try {
      sockets.put(Channel.SHELL, router(connection.address(connection.shellPort())));
      sockets.put(Channel.CONTROL, router(connection.address(connection.controlPort())));
      sockets.put(Channel.STDIN, router(connection.address(connection.stdinPort())));
      sockets.put(Channel.IOPUB, publisher(connection.address(connection.iopubPort())));
      heartbeat = router(connection.address(connection.hbPort()));
    } catch (ZMQException e) {
      context.close();
      throw new IOException("Cannot listen at " + connection + ": " + e.getMessage(), e);
    }
  }

  private ZMQ.Socket router(String address) {
    var socket = context.createSocket(SocketType.ROUTER);
    socket.setSndHWM(0);
    socket.setRcvHWM(0);
    socket.setRouterHandover(true);
    socket.bind(address);
    return socket;
  }

  private ZMQ.Socket publisher(String address) {
    var socket = context.createSocket(SocketType.XPUB);
    socket.setSndHWM(SUBSCRIBER_ROOM);
    socket.setXpubNoDrop(true);
    socket.setXpubVerbose(true);
    // A subscriber that went to sleep must not hold up the others for ever.
    socket.setHeartbeatIvl(PEER_CHECK_MILLIS);
    socket.bind(address);
    return socket;
  }

  /// Begins to read. The receiver is called on the sockets' thread and must not block.
  ///
  /// @param broken called if the sockets end by themselves: nobody can reach this kernel any more
  public void start(BiConsumer<Channel, Message> receiver, Runnable broken) {
    this.broken = broken;
    thread.execute(() -> {
      try {
        run(receiver);
      } catch (RuntimeException e) {
        log.warn("The sockets broke", e);
      } finally {
        broken.run();
      }
    });
  }

  /// Hands over a message. It leaves in the order of the calls, per channel. Never blocks.
  public void send(Channel channel, Message message) {
    synchronized (this) {
      outgoing.add(new Outgoing(channel, message));
      if (channel == Channel.IOPUB) {
        backlog++;
      }
    }
    wakeUp.ring();
  }

  /// Waits until subscribers have taken most of what was broadcast.
  public synchronized void awaitRoom() throws InterruptedException {
    while (backlog >= BACKLOG_ROOM && !closing) {
      wait();
    }
  }

  /// Sends what was handed over, closes the sockets and returns when the thread has ended.
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      closingSince = System.nanoTime();
      notifyAll();
    }
    wakeUp.ring();
    if (!lost) {
      thread.close();
    }
  }

  private void run(BiConsumer<Channel, Message> receiver) {
    try (var poller = context.createPoller(Channel.values().length + 2)) {
      for (var channel : Channel.values()) {
        poller.register(sockets.get(channel), ZMQ.Poller.POLLIN);
      }
      int heartbeatIndex = poller.register(heartbeat, ZMQ.Poller.POLLIN);
      poller.register(wakeUp.source(), ZMQ.Poller.POLLIN);
      do {
        poll(poller);
        try {
          wakeUp.answer();
          for (var channel : Channel.values()) {
            if (poller.pollin(channel.ordinal())) {
              receive(channel, receiver);
            }
          }
          if (poller.pollin(heartbeatIndex)) {
            sendNow(heartbeat, frames(heartbeat));
          }
          sendAll();
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
          log.warn("A message was lost", e);
        }
      } while (!finished());
      wakeUp.close();
    } catch (IOException e) {
      log.warn("The wake-up pipe", e);
    } finally {
      context.close();
    }
  }

  private void poll(ZMQ.Poller poller) {
    try {
      // The retry is for the subscriber without room; ZeroMQ does not tell when it has some.
      poller.poll(broadcasts.isEmpty() ? -1 : RETRY_MILLIS);
    } catch (OutOfMemoryError e) {
      // A cell that took all the memory gives it back.
      log.warn("The sockets were not looked at", e);
    }
  }

  private synchronized boolean finished() {
    return closing
        && outgoing.isEmpty()
        && (broadcasts.isEmpty() || System.nanoTime() - closingSince > LINGER_NANOS);
  }

  private void receive(Channel channel, BiConsumer<Channel, Message> receiver) {
    var frames = frames(sockets.get(channel));
    if (channel == Channel.IOPUB) {
      welcome(frames.getFirst());
      return;
    }
    try {
      receiver.accept(channel, format.parse(frames));
    } catch (MalformedMessageException e) {
      log.warn("Dropped on " + channel + ": " + e.getMessage());
    }
  }

  /// Tells a new subscriber that it is heard (JEP 65), so that it need not miss the first message.
  private void welcome(byte[] subscription) {
    if (subscription.length == 0 || subscription[0] != SUBSCRIBE) {
      return;
    }
    byte[] topic = Arrays.copyOfRange(subscription, 1, subscription.length);
    var content = new JsonObject();
    content.addProperty("subscription", new String(topic, ZMQ.CHARSET));
    var frames = new ArrayDeque<byte[]>();
    frames.add(topic);
    frames.addAll(format.frames(Message.of(session, "iopub_welcome", content)));
    synchronized (this) {
      backlog++;
    }
    broadcasts.add(frames);
  }

  private void sendAll() {
    for (var next = handedOver(); next != null; next = handedOver()) {
      try {
        var frames = format.frames(next.message());
        if (next.channel() == Channel.IOPUB) {
          broadcasts.add(new ArrayDeque<>(frames));
        } else {
          sendNow(sockets.get(next.channel()), frames);
        }
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        log.warn("A " + next.message().type() + " was not sent", e);
        if (next.channel() == Channel.IOPUB) {
          broadcastLeft();
        }
      }
    }
    while (!broadcasts.isEmpty() && sendBroadcast(broadcasts.getFirst())) {
      broadcasts.removeFirst();
      broadcastLeft();
    }
  }

  private synchronized void broadcastLeft() {
    backlog--;
    notifyAll();
  }

  private synchronized Outgoing handedOver() {
    return outgoing.poll();
  }

  /// @return whether the whole message is with ZeroMQ; else what is left of it stays in `frames`
  private boolean sendBroadcast(ArrayDeque<byte[]> frames) {
    var socket = sockets.get(Channel.IOPUB);
    while (!frames.isEmpty()) {
      int more = frames.size() > 1 ? ZMQ.SNDMORE : 0;
      if (!socket.send(frames.getFirst(), more | ZMQ.DONTWAIT)) {
        return false;
      }
      frames.removeFirst();
    }
    return true;
  }

  private static void sendNow(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private static List<byte[]> frames(ZMQ.Socket socket) {
    var frames = new ArrayList<byte[]>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
    return frames;
  }
}
