package dev.wirelab.server.wire.capture;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.RecordedLine;
import dev.wirelab.server.wire.Recording;
import dev.wirelab.server.wire.Remark;
import java.util.Locale;

/// Conversations as JSON. Each character of a line stands for one octet.
final class JsonForm {

  private final JsonObject json = new JsonObject();

  JsonForm(Capture capture) {
    json.addProperty("forgotten", capture.forgotten());
    var connections = new JsonArray();
    capture.recordings().forEach(recording -> connections.add(connection(recording)));
    json.add("connections", connections);
  }

  private static JsonObject connection(Recording recording) {
    var octets = new JsonObject();
    octets.addProperty("client", recording.octets(Peer.CLIENT));
    octets.addProperty("server", recording.octets(Peer.SERVER));
    octets.addProperty("omitted", recording.omitted().all());
    var lines = new JsonArray();
    var mask = new Mask(recording.protocol());
    recording.lines().forEach(line -> lines.add(line(recording, line, mask.line(line))));
    var remarks = new JsonArray();
    recording.remarks().forEach(remark -> remarks.add(remark(recording, remark)));
    var connection = new JsonObject();
    connection.addProperty("number", recording.number());
    connection.addProperty("protocol", recording.protocol().name());
    connection.addProperty("began", recording.began().toString());
    connection.addProperty("open", recording.ended().isEmpty());
    connection.add("octets", octets);
    connection.add("lines", lines);
    connection.add("remarks", remarks);
    return connection;
  }

  private static JsonObject line(Recording recording, RecordedLine line, String shown) {
    var json = new JsonObject();
    json.addProperty("from", line.from().name().toLowerCase(Locale.ROOT));
    json.addProperty("text", shown);
    json.addProperty("octets", line.length());
    json.addProperty("end", !line.isEnded() ? "" : line.crLf() ? "\r\n" : "\n");
    json.addProperty("nanos", line.nanos() - recording.beganNanos());
    json.addProperty("tls", line.tls());
    return json;
  }

  private static JsonObject remark(Recording recording, Remark remark) {
    var json = new JsonObject();
    json.addProperty("text", remark.text());
    json.addProperty("nanos", remark.nanos() - recording.beganNanos());
    return json;
  }

  @Override
  public String toString() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }
}
