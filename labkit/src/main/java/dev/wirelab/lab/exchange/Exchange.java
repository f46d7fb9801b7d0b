package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Segment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts recorded octets into lines and gives each its meaning.
///
/// A line stands where its last octet passed. What has no end yet stands at the end, so nothing
/// that passed is missing.
public final class Exchange {

  private final Grammar grammar;
  private final Mask mask;
  private final List<Line> lines = new ArrayList<>();
  private final ByteArrayOutputStream ofClient = new ByteArrayOutputStream();
  private final ByteArrayOutputStream ofServer = new ByteArrayOutputStream();

  private Exchange(Protocol protocol) {
    this.grammar = Grammar.of(protocol);
    this.mask = new Mask(protocol);
  }

  /// The lines of one conversation.
  ///
  /// @param segments all of them, from the first
  public static List<Line> read(Protocol protocol, List<Segment> segments) {
    var exchange = new Exchange(protocol);
    boolean tls = false;
    for (var segment : segments) {
      tls = segment.tls();
      exchange.add(segment);
    }
    for (var peer : Peer.values()) {
      if (exchange.begun(peer).size() > 0) {
        exchange.line(peer, Ending.NONE, tls);
      }
    }
    return List.copyOf(exchange.lines);
  }

  private void add(Segment segment) {
    var line = begun(segment.from());
    for (byte octet : segment.octets()) {
      line.write(octet);
      if (octet == '\n') {
        line(segment.from(), Ending.LF, segment.tls());
      }
    }
  }

  private void line(Peer from, Ending lastOctet, boolean tls) {
    byte[] octets = begun(from).toByteArray();
    begun(from).reset();
    var ending = lastOctet;
    if (ending == Ending.LF && octets.length > 1 && octets[octets.length - 2] == '\r') {
      ending = Ending.CRLF;
    }
    octets = Arrays.copyOf(octets, octets.length - ending.octets());
    var text = Visible.decode(octets);
    var meaning = grammar.read(from, text, ending);
    var masked = mask.line(from, text, ending == Ending.CRLF);
    lines.add(new Line(lines.size() + 1, from, octets, ending, meaning, masked, tls));
  }

  private ByteArrayOutputStream begun(Peer peer) {
    return switch (peer) {
      case CLIENT -> ofClient;
      case SERVER -> ofServer;
    };
  }
}
