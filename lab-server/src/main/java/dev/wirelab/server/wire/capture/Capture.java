package dev.wirelab.server.wire.capture;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Recording;
import dev.wirelab.server.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// What was on record at one moment, to be written as a file.
///
/// Text and JSON are for people, so passwords are masked there. A pcapng has every octet as it
/// passed, passwords included, since Wireshark is there to show octets.
///
/// @param recordings in the order in which the connections began
/// @param forgotten how many connections before them are not on record any more
public record Capture(List<Recording> recordings, long forgotten) {

  public Capture {
    recordings = List.copyOf(recordings);
  }

  /// All that is on record of a wire.
  public static Capture of(Wire wire) {
    return new Capture(
        wire.dialogues().stream().map(Dialogue::recording).toList(), wire.forgotten());
  }

  /// What is on record of these connections.
  public static Capture of(List<Dialogue> dialogues) {
    return new Capture(dialogues.stream().map(Dialogue::recording).toList(), 0);
  }

  /// A conversation after the other, in lines that begin with `C: ` or `S: `.
  public String text() {
    return new TextForm(this).toString();
  }

  /// The same as data (RFC 8259): an object with `connections`, each with its `lines`.
  public String json() {
    return new JsonForm(this).toString();
  }

  /// A capture that Wireshark and tshark open: pcapng 1.0, one TCP connection over IPv4 for each
  /// conversation, on its protocol's usual port. Only the octets and their times are real; what TCP
  /// adds is made up, rightly. What passed inside TLS is there decrypted; where it began in the
  /// middle (STARTTLS, STLS), as a connection of its own.
  ///
  /// @throws IOException if `out` does
  public void writePcapng(OutputStream out) throws IOException {
    new PcapngForm(this).writeTo(out);
  }

  /// The octets of that file.
  public byte[] pcapng() {
    var octets = new ByteArrayOutputStream();
    try {
      writePcapng(octets);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to write", e);
    }
    return octets.toByteArray();
  }
}
