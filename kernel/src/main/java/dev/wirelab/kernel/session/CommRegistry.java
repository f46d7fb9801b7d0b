package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.extension.Comm;
import dev.wirelab.kernel.extension.CommMessage;
import dev.wirelab.kernel.extension.CommTarget;
import dev.wirelab.kernel.extension.Comms;
import dev.wirelab.kernel.protocol.Message;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The comm targets that extensions and cells offer, and the comms that are open.
///
/// There is one before there is a kernel, since extensions find it when they are installed.
public final class CommRegistry implements Comms {

  private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
  private final Map<String, Line> open = new ConcurrentHashMap<>();
  private volatile Broadcasts broadcasts;

  @Override
  public void target(String name, CommTarget target) {
    targets.put(name, target);
  }

  @Override
  public Comm open(String target, CommMessage opening) {
    if (broadcasts == null) {
      throw new IllegalStateException(
          "No front end can be reached yet; open the comm to " + target + " from a cell");
    }
    var comm = new Line(UUID.randomUUID().toString().replace("-", ""), target);
    open.put(comm.id, comm);
    var content = content(comm.id, opening);
    content.addProperty("target_name", target);
    broadcasts.comm("comm_open", content, opening);
    return comm;
  }

  /// From here on, comms reach front ends.
  void connect(Broadcasts toFrontEnds) {
    broadcasts = toFrontEnds;
  }

  /// Answers a `comm_info_request`.
  JsonObject info(JsonObject request) {
    String target = Request.text(request, "target_name", "");
    return Json.object(
        "comms",
        open.values().stream()
            .filter(comm -> target.isEmpty() || comm.target.equals(target))
            .collect(Collectors.toMap(Line::id, comm -> Map.of("target_name", comm.target))));
  }

  /// What is to be done in its turn about something that came over a comm; empty if it is about a
  /// target or a comm that nobody knows. What comes next may rely on what this one opens or closes.
  Optional<Callable<Object>> handling(Message request) {
    String id = Request.text(request.content(), "comm_id", "");
    return switch (request.type()) {
      case "comm_open" -> opening(request, id);
      case "comm_close" -> Optional.ofNullable(open.remove(id)).map(comm -> closing(comm, request));
      default -> Optional.ofNullable(open.get(id)).map(comm -> handling(comm, request));
    };
  }

  private Optional<Callable<Object>> opening(Message request, String id) {
    String name = Request.text(request.content(), "target_name", "");
    var target = targets.get(name);
    var comm = new Line(id, name);
    if (target == null || id.isEmpty() || open.putIfAbsent(id, comm) != null) {
      return Optional.empty();
    }
    return Optional.of(() -> {
      try {
        target.opened(comm, message(request));
      } catch (Throwable e) {
        comm.close();
        throw e;
      }
      return null;
    });
  }

  /// Which handler it is, is asked when its turn has come: the opening may set it.
  private static Callable<Object> handling(Line comm, Message request) {
    return () -> {
      comm.onMessage.handle(message(request));
      return null;
    };
  }

  private static Callable<Object> closing(Line comm, Message request) {
    return () -> {
      comm.onClose.handle(message(request));
      return null;
    };
  }

  private static CommMessage message(Message request) {
    var data =
        request.content().get("data") instanceof JsonObject object ? object : new JsonObject();
    return new CommMessage(Json.toMap(data), Json.toMap(request.metadata()), request.buffers());
  }

  private static JsonObject content(String id, CommMessage message) {
    return Json.object("comm_id", id, "data", message.data());
  }

  /// An open comm.
  private final class Line implements Comm {

    private final String id;
    private final String target;
    private volatile Handler onMessage = _ -> {};
    private volatile Handler onClose = _ -> {};

    private Line(String id, String target) {
      this.id = id;
      this.target = target;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public void send(CommMessage message) {
      if (open.get(id) != this) {
        throw new IllegalStateException("The comm to " + target + " is closed");
      }
      broadcasts.comm("comm_msg", content(id, message), message);
    }

    @Override
    public void onMessage(Handler handler) {
      onMessage = handler;
    }

    @Override
    public void onClose(Handler handler) {
      onClose = handler;
    }

    @Override
    public void close() {
      if (open.remove(id, this)) {
        var nothing = CommMessage.of(Map.of());
        broadcasts.comm("comm_close", content(id, nothing), nothing);
      }
    }
  }
}
