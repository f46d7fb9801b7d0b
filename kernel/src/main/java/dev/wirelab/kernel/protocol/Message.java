package dev.wirelab.kernel.protocol;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// One message of the Jupyter protocol.
///
/// The header of a request is kept as it came, so that a reply carries back every field of it,
/// known or not (`subshell_id` is one).
///
/// @param identities the ZeroMQ routing frames, or the topic of a broadcast
/// @param header `msg_id`, `msg_type`, `session`, `username`, `date`, `version`
/// @param parentHeader the header of the request that caused this message; empty for none
/// @param buffers raw frames behind the four JSON parts
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format">
///   General message format</a>
public record Message(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parentHeader,
    JsonObject metadata,
    JsonObject content,
    List<byte[]> buffers) {

  /// The version of the protocol that this kernel speaks.
  public static final String PROTOCOL_VERSION = "5.4";

  /// A message that answers no other.
  public static Message of(String session, String type, JsonObject content) {
    return new Message(
        List.of(), header(session, type), new JsonObject(), new JsonObject(), content, List.of());
  }

  /// The `msg_type`, `execute_request` and so on.
  public String type() {
    return header.get("msg_type").getAsString();
  }

  /// The `msg_id`, unique to a message.
  public String id() {
    return header.get("msg_id").getAsString();
  }

  /// An answer to this message, routed back to its sender.
  public Message reply(String session, String type, JsonObject content) {
    return new Message(
        identities, header(session, type), header, new JsonObject(), content, List.of());
  }

  private static JsonObject header(String session, String type) {
    var header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", session);
    header.addProperty("username", "kernel");
    header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL_VERSION);
    return header;
  }
}
