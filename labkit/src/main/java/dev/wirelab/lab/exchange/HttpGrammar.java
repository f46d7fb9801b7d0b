package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/// The grammar of HTTP/1.1 (RFC 9112): a first line, fields, an empty line, and a body whose end is
/// counted, announced chunk by chunk, or the end of the connection (6.3).
final class HttpGrammar implements Grammar {

  private static final Pattern STATUS =
      Pattern.compile("HTTP/[0-9.]+ ([0-9]{3})(?: .*)?", Pattern.DOTALL);
  private static final Pattern SIZE =
      Pattern.compile("([0-9A-Fa-f]{1,15})\\s*(?:;.*)?", Pattern.DOTALL);

  private enum Part {
    START,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    AFTER_CHUNK,
    TRAILER,
    UNTIL_CLOSE
  }

  /// One side's message, as far as it has come.
  private static final class Side {
    Part part = Part.START;
    boolean chunked;
    boolean counted;
    long left;

    void begin() {
      part = Part.HEADER;
      chunked = false;
      counted = false;
      left = 0;
    }

    void field(String name, String value) {
      if (name.equals("content-length") && value.matches("[0-9]{1,15}")) {
        counted = true;
        left = Long.parseLong(value);
      } else if (name.equals("transfer-encoding") && value.endsWith("chunked")) {
        chunked = true;
      }
    }
  }

  private final Deque<String> unanswered = new ArrayDeque<>();
  private final Side client = new Side();
  private final Side server = new Side();
  private boolean expects;
  private boolean interim;
  private boolean bodiless;

  @Override
  public Meaning read(Peer from, String line, Ending ending) {
    var side = side(from);
    return switch (side.part) {
      case START -> from == Peer.CLIENT ? request(line) : status(line);
      case HEADER, TRAILER -> line.isEmpty() ? endOfHeader(from, side) : field(from, side, line);
      case BODY, CHUNK -> payload(from, side, line.length() + ending.octets());
      case CHUNK_SIZE -> chunkSize(side, line);
      case AFTER_CHUNK -> {
        side.part = Part.CHUNK_SIZE;
        yield new Meaning.EndOfChunk();
      }
      case UNTIL_CLOSE -> new Meaning.Payload();
    };
  }

  @Override
  public long room(Peer from) {
    var side = side(from);
    return side.part == Part.BODY || side.part == Part.CHUNK ? side.left : Long.MAX_VALUE;
  }

  @Override
  public boolean due() {
    boolean clientIsDone = client.part == Part.START || expects;
    return !unanswered.isEmpty() && (clientIsDone || server.part != Part.START);
  }

  @Override
  public boolean answerEnded() {
    return server.part == Part.START;
  }

  @Override
  public String asked() {
    return unanswered.isEmpty() ? "" : unanswered.peek();
  }

  @Override
  public boolean unfinished() {
    return client.part != Part.START;
  }

  @Override
  public boolean closed() {
    return server.part == Part.UNTIL_CLOSE;
  }

  private Side side(Peer from) {
    return from == Peer.CLIENT ? client : server;
  }

  /// Empty lines before a request are ignored (RFC 9112, 2.2).
  private Meaning request(String line) {
    if (line.isEmpty()) {
      return new Meaning.Other();
    }
    int space = line.indexOf(' ');
    var method = space < 0 ? line : line.substring(0, space);
    unanswered.add(method);
    client.begin();
    return new Meaning.Command(method, space < 0 ? "" : line.substring(space + 1));
  }

  private Meaning status(String line) {
    var status = STATUS.matcher(line);
    if (!status.matches()) {
      return new Meaning.Other();
    }
    int code = Integer.parseInt(status.group(1));
    server.begin();
    interim = code / 100 == 1;
    bodiless = interim || code == 204 || code == 304 || asked().equals("HEAD");
    return new Meaning.ReplyLine(code, false, true, asked());
  }

  private Meaning field(Peer from, Side side, String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      return new Meaning.Other();
    }
    var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    var value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
    side.field(name, value);
    if (from == Peer.CLIENT && name.equals("expect")) {
      expects = value.equals("100-continue");
    }
    return new Meaning.Field(name);
  }

  private Meaning endOfHeader(Peer from, Side side) {
    boolean ends = side.part == Part.TRAILER || from == Peer.SERVER && bodiless;
    if (ends || !side.chunked && side.counted && side.left == 0) {
      end(from, side);
    } else if (side.chunked) {
      side.part = Part.CHUNK_SIZE;
    } else if (side.counted) {
      side.part = Part.BODY;
    } else if (from == Peer.CLIENT) {
      end(from, side);
    } else {
      side.part = Part.UNTIL_CLOSE;
    }
    return new Meaning.EndOfHeader();
  }

  private Meaning payload(Peer from, Side side, long octets) {
    side.left = Math.max(0, side.left - octets);
    if (side.left == 0) {
      if (side.part == Part.CHUNK) {
        side.part = Part.AFTER_CHUNK;
      } else {
        end(from, side);
      }
    }
    return new Meaning.Payload();
  }

  private Meaning chunkSize(Side side, String line) {
    var size = SIZE.matcher(line);
    if (!size.matches()) {
      return new Meaning.Other();
    }
    side.left = Long.parseLong(size.group(1), 16);
    side.part = side.left == 0 ? Part.TRAILER : Part.CHUNK;
    return new Meaning.ChunkSize();
  }

  private void end(Peer from, Side side) {
    if (from == Peer.CLIENT) {
      side.part = Part.START;
      expects = false;
    } else {
      answered();
    }
  }

  private void answered() {
    server.part = Part.START;
    expects = false;
    if (interim) {
      return;
    }
    unanswered.poll();
    // Whoever answers before the request is whole does not want the rest (RFC 9110, 10.1.1).
    client.part = unanswered.isEmpty() ? Part.START : client.part;
  }
}
