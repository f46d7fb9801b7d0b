package dev.wirelab.server.wire.capture;

import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.RecordedLine;
import dev.wirelab.server.wire.Recording;
import dev.wirelab.server.wire.Remark;
import java.util.ArrayDeque;
import java.util.Locale;

/// Conversations as text that can be read in a terminal, whatever was said.
final class TextForm {

  private static final double NANOS_A_SECOND = 1e9;

  private final StringBuilder text = new StringBuilder();

  TextForm(Capture capture) {
    if (capture.forgotten() > 0) {
      text.append("(%d connections before these are forgotten)\n\n".formatted(capture.forgotten()));
    }
    var separator = "";
    for (var recording : capture.recordings()) {
      text.append(separator);
      separator = "\n";
      conversation(recording);
    }
  }

  private void conversation(Recording recording) {
    text.append(
        "%s %d, %s, %d octets by the client, %d by the server%s\n"
            .formatted(
                recording.protocol(),
                recording.number(),
                recording.began(),
                recording.octets(Peer.CLIENT),
                recording.octets(Peer.SERVER),
                recording.ended().isPresent() ? "" : ", still open"));
    if (recording.omitted().all() > 0) {
      text.append(
          "(%d octets in the middle are not on record)\n".formatted(recording.omitted().all()));
    }
    var mask = new Mask(recording.protocol());
    var remarks = new ArrayDeque<>(recording.remarks());
    for (var line : recording.lines()) {
      while (!remarks.isEmpty() && remarks.peek().nanos() <= line.nanos()) {
        remark(recording, remarks.remove());
      }
      line(recording, line, mask.line(line));
    }
    remarks.forEach(remark -> remark(recording, remark));
  }

  private void line(Recording recording, RecordedLine line, String shown) {
    text.append(at(recording, line.nanos()))
        .append(line.from() == Peer.CLIENT ? "C: " : "S: ")
        .append(printable(shown))
        .append(!line.isEnded() ? " (no line end)" : line.crLf() ? "" : " (LF alone)")
        .append('\n');
  }

  private void remark(Recording recording, Remark remark) {
    text.append(at(recording, remark.nanos()))
        .append("-- ")
        .append(printable(remark.text()))
        .append('\n');
  }

  /// Seconds since the connection began.
  private static String at(Recording recording, long nanos) {
    return String.format(Locale.ROOT, "%10.6f ", (nanos - recording.beganNanos()) / NANOS_A_SECOND);
  }

  private static String printable(String line) {
    var printable = new StringBuilder();
    line.chars()
        .forEach(c -> {
          if (c >= ' ' && c <= '~') {
            printable.append((char) c);
          } else {
            printable.append("\\x%02x".formatted(c));
          }
        });
    return printable.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
