package dev.wirelab.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Reading;
import dev.wirelab.server.wire.RecordedLine;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/// The live wire as server-sent events (HTML, 9.2), for one who watches: `start`, then `news`, each
/// an array of what is new. Passwords are masked.
final class EventStream {

  /// So many lines of a connection at once; those before them are counted.
  private static final int MOST_LINES = 300;

  private static final int LONGEST_LINE = 1_000;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);
  private static final double NANOS_A_SECOND = 1e9;

  private final OutputStream out;
  private final Map<Dialogue, Follower> followers = new HashMap<>();

  /// Those that have ended, as long as anybody else knows them.
  private final Set<Dialogue> ended = Collections.newSetFromMap(new WeakHashMap<>());

  EventStream(OutputStream out) {
    this.out = out;
  }

  private record Follower(Reading reading, Mask mask) {}

  /// Tells what is new until nobody is there to be told.
  ///
  /// @throws IOException when the browser has gone
  void follow(LiveWire.Watch watch) throws IOException, InterruptedException {
    send("event: start\ndata: {}\n\n");
    while (true) {
      var changed = watch.await(SIGN_OF_LIFE);
      var news = new JsonArray();
      changed.forEach(dialogue -> newsOf(dialogue).forEach(news::add));
      send(news.isEmpty() ? ": still there\n\n" : "event: news\ndata: " + news + "\n\n");
    }
  }

  /// JSON has no line ends of its own, and strings spell theirs out: an event is one line.
  private void send(String event) throws IOException {
    out.write(event.getBytes(UTF_8));
    out.flush();
  }

  private List<JsonObject> newsOf(Dialogue dialogue) {
    var told = new ArrayList<JsonObject>();
    if (ended.contains(dialogue)) {
      return told;
    }
    var follower = followers.get(dialogue);
    if (follower == null) {
      follower = new Follower(new Reading(dialogue, LONGEST_LINE), new Mask(dialogue.protocol()));
      followers.put(dialogue, follower);
      told.add(of(dialogue, "began", "connected"));
    }
    int before = told.size();
    for (var news : follower.reading().news()) {
      switch (news) {
        case Reading.News.Said(var line) ->
            told.add(said(dialogue, line, follower.mask().line(line)));
        case Reading.News.Remarked(var remark) -> told.add(of(dialogue, "remark", remark.text()));
        case Reading.News.Missing(long octets) ->
            told.add(of(dialogue, "remark", "(" + octets + " octets are not on record)"));
        case Reading.News.Ended _ -> {
          told.add(of(dialogue, "ended", "closed"));
          followers.remove(dialogue);
          ended.add(dialogue);
        }
      }
    }
    if (told.size() - before > MOST_LINES) {
      var left = told.subList(before, told.size() - MOST_LINES);
      int count = left.size();
      left.clear();
      told.add(before, of(dialogue, "remark", "(" + count + " lines more, in the record)"));
    }
    return told;
  }

  private static JsonObject of(Dialogue dialogue, String kind, String text) {
    var json = new JsonObject();
    json.addProperty("number", dialogue.number());
    json.addProperty("protocol", dialogue.protocol().name());
    json.addProperty("kind", kind);
    json.addProperty("text", text);
    return json;
  }

  private static JsonObject said(Dialogue dialogue, RecordedLine line, String shown) {
    var text = line.cut() == 0 ? shown : shown + " (" + line.cut() + " octets more, in the record)";
    var json = of(dialogue, line.from() == Peer.CLIENT ? "client" : "server", text);
    json.addProperty("octets", line.length());
    json.addProperty("tls", line.tls());
    json.addProperty("seconds", (line.nanos() - dialogue.beganNanos()) / NANOS_A_SECOND);
    return json;
  }
}
