package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.wire.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/// A conversation as it is written down, in the form that [Conversation] plays.
record Transcript(String text) {

  /// One of those beside the tests.
  static Transcript named(String name) {
    try (var in = Transcript.class.getResourceAsStream("/transcripts/" + name + ".txt")) {
      return new Transcript(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that one side says, as octets on the wire.
  String said(Peer peer) {
    var prefix = peer == Peer.CLIENT ? "C: " : "S: ";
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()) + "\r\n")
        .collect(Collectors.joining());
  }
}
