package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads one conversation while it goes on: octets go in as they pass, lines come out with their
/// meaning, secrets masked; and it knows whose turn it is. The record of a finished conversation is
/// read by the same means.
public final class Transcription {

  private final Grammar grammar;
  private final Mask mask;
  private final ByteArrayOutputStream ofClient = new ByteArrayOutputStream();
  private final ByteArrayOutputStream ofServer = new ByteArrayOutputStream();
  private int count;

  public Transcription(Protocol protocol) {
    this.grammar = Grammar.of(protocol);
    this.mask = new Mask(protocol);
  }

  /// One octet more has passed.
  ///
  /// @return the line that it ends, if it ends one
  public Optional<Line> add(Peer from, byte octet, Stamp stamp) {
    var line = begun(from);
    line.write(octet);
    if (octet == '\n') {
      return Optional.of(line(from, Ending.LF, stamp));
    }
    return line.size() >= grammar.room(from)
        ? Optional.of(line(from, Ending.NONE, stamp))
        : Optional.empty();
  }

  /// What one side has said since its last line, as a line without an end; empty if it is nothing.
  public Optional<Line> rest(Peer from, Stamp stamp) {
    return begun(from).size() > 0 ? Optional.of(line(from, Ending.NONE, stamp)) : Optional.empty();
  }

  /// How many octets one side has said since its last line.
  public int begunBy(Peer from) {
    return begun(from).size();
  }

  /// Whether the server has something to say before the client may go on.
  public boolean due() {
    return grammar.due();
  }

  /// Whether the server's line that was read last ended an answer.
  public boolean answerEnded() {
    return grammar.answerEnded();
  }

  /// What the server is to answer next: a verb, `.` for a message, an empty string for nothing.
  public String asked() {
    return grammar.asked();
  }

  /// Whether the client has begun something that its next line goes on with.
  public boolean unfinished() {
    return grammar.unfinished();
  }

  /// The server has closed the connection.
  ///
  /// @return whether that is how its answer ends
  public boolean closed() {
    return grammar.closed();
  }

  private Line line(Peer from, Ending lastOctet, Stamp stamp) {
    byte[] octets = begun(from).toByteArray();
    begun(from).reset();
    var ending = lastOctet;
    if (ending == Ending.LF && octets.length > 1 && octets[octets.length - 2] == '\r') {
      ending = Ending.CRLF;
    }
    octets = Arrays.copyOf(octets, octets.length - ending.octets());
    // An octet a char: literals and bodies are counted in octets.
    var text = new String(octets, StandardCharsets.ISO_8859_1);
    var meaning = grammar.read(from, text, ending);
    var masked = mask.line(from, text, ending == Ending.CRLF);
    return new Line(
        ++count,
        from,
        stamp.time(),
        octets,
        ending,
        meaning,
        Line.Secret.of(text, masked),
        stamp.tls());
  }

  private ByteArrayOutputStream begun(Peer peer) {
    return switch (peer) {
      case CLIENT -> ofClient;
      case SERVER -> ofServer;
    };
  }
}
