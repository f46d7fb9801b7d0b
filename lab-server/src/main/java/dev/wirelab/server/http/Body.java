package dev.wirelab.server.http;

import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Incoming;
import dev.wirelab.server.net.Line;
import dev.wirelab.server.net.Room;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;

/// What follows the header of a request (RFC 9112, 6 and 7.1), read when it is wanted.
final class Body {

  /// What is thrown away at most, so that the connection can serve on.
  private static final long MOST_THROWN_AWAY = 16L * 1024 * 1024;

  private static final int LONGEST_CHUNK_LINE = 1_024;
  private static final int MOST_TRAILERS = 100;
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(?:;[\\t -~]*)?");

  private final Connection connection;
  private final Incoming in;
  private final Request request;
  private boolean awaitsContinue;
  private boolean done;
  private long count;

  Body(Connection connection, Request request) {
    this.connection = connection;
    this.in = connection.incoming();
    this.request = request;
    this.awaitsContinue = request.expectsContinue();
    this.done = request.framing() instanceof Request.Framing.None;
  }

  /// All of it.
  ///
  /// @param most the octets allowed
  /// @param share the room to keep them in
  /// @throws Refusal if it is larger, or no body at all
  byte[] read(long most, Room.Share share) throws IOException, Refusal {
    if (request.length().orElse(0) > most) {
      throw tooLarge(most);
    }
    if (awaitsContinue && !done) {
      connection.send("HTTP/1.1 " + Status.CONTINUE + "\r\n\r\n");
    }
    awaitsContinue = false;
    var octets = new ByteArrayOutputStream();
    readTo(octet -> {
      if (octets.size() == most) {
        throw tooLarge(most);
      }
      if (!share.has(octets.size() + 1L)) {
        throw Refusal.of(
            Status.SERVICE_UNAVAILABLE, "Too much is being sent at once; try again later.");
      }
      octets.write(octet);
    });
    return octets.toByteArray();
  }

  /// Throws away what has not been read.
  ///
  /// @return whether the next request follows; if not, the connection is to be closed
  boolean discard() throws IOException {
    if (done) {
      return true;
    }
    if (awaitsContinue || request.length().orElse(0) > MOST_THROWN_AWAY) {
      // Whether it comes at all is the client's decision (RFC 9110, 10.1.1).
      return false;
    }
    try {
      readTo(_ -> {
        if (count > MOST_THROWN_AWAY) {
          throw tooLarge(MOST_THROWN_AWAY);
        }
      });
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private static Refusal tooLarge(long most) {
    return Refusal.of(
        Status.CONTENT_TOO_LARGE, "At most " + most + " octets are taken (RFC 9110, 15.5.14).");
  }

  /// Takes an octet.
  private interface Sink {
    void take(int octet) throws Refusal;
  }

  private void readTo(Sink sink) throws IOException, Refusal {
    switch (request.framing()) {
      case Request.Framing.None _ -> {}
      case Request.Framing.Length(long octets) -> octets(octets - count, sink);
      case Request.Framing.Chunked _ -> chunks(sink);
    }
    done = true;
  }

  private void octets(long wanted, Sink sink) throws IOException, Refusal {
    for (long i = 0; i < wanted; i++) {
      int octet = in.read();
      if (octet < 0) {
        throw ended();
      }
      count++;
      left = wanted - i - 1;
      sink.take(octet);
    }
  }

  /// What is left of the chunk that is being read.
  private long left;

  private boolean inChunk;

  private void chunks(Sink sink) throws IOException, Refusal {
    while (true) {
      if (!inChunk) {
        left = size(line());
        if (left == 0) {
          trailers();
          return;
        }
        inChunk = true;
      }
      octets(left, sink);
      if (!line().isEmpty()) {
        throw malformed();
      }
      inChunk = false;
    }
  }

  private static long size(String line) throws Refusal {
    var written = CHUNK.matcher(line);
    if (!written.matches()) {
      throw malformed();
    }
    return Long.parseLong(written.group(1), 16);
  }

  /// Fields behind the last chunk; nobody here wants any.
  private void trailers() throws IOException, Refusal {
    for (int i = 0; i <= MOST_TRAILERS; i++) {
      if (line().isEmpty()) {
        return;
      }
    }
    throw malformed();
  }

  private String line() throws IOException, Refusal {
    return switch (Line.read(in, LONGEST_CHUNK_LINE)) {
      case Line.Text(var text) -> text;
      case Line.End _ -> throw ended();
      case Line.TooLong _, Line.Bare _, Line.Endless _ -> throw malformed();
    };
  }

  private static Refusal malformed() {
    return Refusal.last(
        Status.BAD_REQUEST,
        "A chunk is its size in hexadecimal digits, CR LF, that many octets, CR LF (RFC 9112, 7.1).");
  }

  private static Refusal ended() {
    return Refusal.last(Status.BAD_REQUEST, "The body ended before it was complete (RFC 9112, 8).");
  }
}
