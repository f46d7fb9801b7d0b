package dev.wirelab.server.wire;

import java.util.List;

/// What the client said, and what the server said to it before the client spoke again: a command
/// and its reply as a rule, several where a client does not wait (RFC 2920), a message's text and
/// what became of it.
///
/// @param client what it sent; nothing in the first turn of a protocol where the server greets
/// @param server what came back; nothing if it has not answered yet
public record Turn(List<RecordedLine> client, List<RecordedLine> server) {

  /// How many octets one side sent, line ends included.
  public long octets(Peer from) {
    return (from == Peer.CLIENT ? client : server).stream().mapToLong(RecordedLine::length).sum();
  }
}
