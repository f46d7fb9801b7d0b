package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.message.CanonicalLines;
import dev.wirelab.server.store.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;

/// What the server answers: a status for the client, words for whoever reads along, and perhaps
/// lines that end with a lone dot (RFC 1939, 3).
sealed interface Reply {

  /// Writes it as it goes over the wire.
  void writeTo(OutputStream out) throws IOException;

  /// Done.
  record Ok(String text) implements Reply {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "+OK " + text);
    }
  }

  /// Not done.
  ///
  /// @param text with its response code, if it has one
  record Err(String text) implements Reply {

    static Err of(String text) {
      return new Err(text);
    }

    static Err of(ResponseCode code, String text) {
      return new Err(code + " " + text);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "-ERR " + text);
    }
  }

  /// The client's turn in AUTH; the mechanisms that are offered have nothing to say before (RFC
  /// 5034, 4).
  record Challenge() implements Reply {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "+ ");
    }
  }

  /// The client's turn to begin TLS (RFC 2595, 4).
  record BeginTls() implements Reply {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "+OK begin TLS negotiation");
    }
  }

  /// A list.
  record Listing(String text, List<String> lines) implements Reply {

    public Listing {
      lines = List.copyOf(lines);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "+OK " + text);
      for (var line : lines) {
        line(out, line);
      }
      line(out, ".");
    }
  }

  /// A message.
  ///
  /// @param bodyLines how much of the body is wanted; all, if that is not said
  record Mail(String text, Message message, OptionalInt bodyLines) implements Reply {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      line(out, "+OK " + text);
      OutputStream stuffed = new DotStuffing(out);
      var lines =
          new CanonicalLines(
              bodyLines.isPresent() ? new TopLines(stuffed, bodyLines.getAsInt()) : stuffed);
      message.writeTo(lines);
      lines.endLine();
      line(out, ".");
    }
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(ISO_8859_1));
  }
}
