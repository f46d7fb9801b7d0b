package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.wirelab.server.message.HeaderSection;
import dev.wirelab.server.store.Message;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Mail in JSON (RFC 8259).
final class Json {

  static final String MEDIA_TYPE = "application/json";

  private static final Pattern FIELD =
      Pattern.compile("([^:\\r\\n]*?)[ \\t]*:[ \\t]*((?:[^\\r\\n]|\\r\\n[ \\t])*)\\r\\n");

  private Json() {}

  static Content of(JsonElement json) {
    return Content.of(MEDIA_TYPE, (json + "\n").getBytes(UTF_8));
  }

  /// An array whose elements go out one by one.
  static Content array(Iterable<JsonObject> elements) {
    return Content.streamed(
        MEDIA_TYPE,
        out -> {
          Iterator<JsonObject> iterator = elements.iterator();
          out.write("[\n".getBytes(UTF_8));
          while (iterator.hasNext()) {
            var element = iterator.next().toString();
            out.write((element + (iterator.hasNext() ? ",\n" : "\n")).getBytes(UTF_8));
            out.flush();
          }
          out.write("]\n".getBytes(UTF_8));
        });
  }

  /// What a list says of a message.
  static JsonObject summary(Message message, String href) {
    var json = new JsonObject();
    json.addProperty("uid", message.uid());
    json.addProperty("href", href);
    json.addProperty("octets", message.size());
    json.addProperty("received", message.received().toString());
    var flags = new JsonArray();
    message.flags().forEach(flags::add);
    json.add("flags", flags);
    return json;
  }

  /// All of it: the header's fields unfolded and otherwise as they stand, the body as text.
  static JsonObject message(Message message, String href) {
    var json = summary(message, href);
    var octets = message.octets();
    var section = HeaderSection.find(octets);
    var header = new JsonArray();
    fields(new String(octets, 0, section.end(), UTF_8)).forEach(header::add);
    json.add("header", header);
    json.addProperty(
        "body", new String(Arrays.copyOfRange(octets, section.body(), octets.length), UTF_8));
    return json;
  }

  private static Stream<JsonObject> fields(String header) {
    return FIELD
        .matcher(header)
        .results()
        .map(field -> {
          var json = new JsonObject();
          json.addProperty("name", field.group(1));
          json.addProperty("value", field.group(2).replace("\r\n", ""));
          return json;
        });
  }
}
