package dev.wirelab.server.http;

import dev.wirelab.server.net.Incoming;
import dev.wirelab.server.net.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what stands before a body. What could be understood in two ways is refused: others have
/// smuggled requests past a proxy that way (RFC 9112, 11.2).
final class RequestReader {

  /// RFC 9112, 3, asks for 8,000 octets at least.
  private static final int LONGEST_REQUEST_LINE = 8_192;

  private static final int LONGEST_FIELD = 8_192;
  private static final int MOST_FIELDS = 100;
  private static final int MOST_FIELD_OCTETS = 32 * 1024;

  /// RFC 9112, 2.2: some clients send an empty line too many.
  private static final int MOST_EMPTY_LINES = 3;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~]+) HTTP/([0-9])\\.([0-9])");
  private static final Pattern FIELD =
      Pattern.compile(
          "("
              + TOKEN
              + "):[ \\t]*((?:[!-~\\x80-\\xff](?:[ \\t!-~\\x80-\\xff]*[!-~\\x80-\\xff])?)?)[ \\t]*");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)([^#]*)");
  private static final Pattern HOST =
      Pattern.compile("((?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final Incoming in;

  RequestReader(Incoming in) {
    this.in = in;
  }

  /// The next one.
  ///
  /// @return nothing if the client has closed its end
  /// @throws Refusal if it is none; where the next begins is then unknown
  Optional<Request> read() throws IOException, Refusal {
    for (int empty = 0; ; empty++) {
      switch (Line.read(in, LONGEST_REQUEST_LINE)) {
        case Line.Text(var text) -> {
          if (!text.isEmpty() || empty == MOST_EMPTY_LINES) {
            return request(text);
          }
        }
        case Line.TooLong _, Line.Endless _ ->
            throw Refusal.last(
                Status.URI_TOO_LONG,
                "A request line has at most "
                    + LONGEST_REQUEST_LINE
                    + " octets here (RFC 9112, 3).");
        case Line.Bare(var what) -> throw bare(what);
        case Line.End _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private Optional<Request> request(String line) throws IOException, Refusal {
    var written = REQUEST_LINE.matcher(line);
    if (!written.matches()) {
      throw Refusal.last(
          Status.BAD_REQUEST,
          "A request begins with method, target and version, one space between them:"
              + " GET /mailboxes HTTP/1.1 (RFC 9112, 3).");
    }
    if (!written.group(3).equals("1")) {
      throw Refusal.last(
          Status.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here (RFC 9110, 15.6.6).");
    }
    int minor = Integer.parseInt(written.group(4));
    var fields = fields();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var framing = framing(fields.get(), minor);
    var host = host(fields.get(), minor);
    var target = written.group(2);
    var absolute = ABSOLUTE.matcher(target);
    if (absolute.matches()) {
      // RFC 9112, 3.2.2: what stands in the target counts, whatever Host says.
      host = Optional.of(valid(absolute.group(1)));
      target = absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
    }
    return Optional.of(
        new Request(written.group(1), target, minor, withHost(fields.get(), host), framing));
  }

  private static Fields withHost(Fields fields, Optional<String> host) {
    var all = new ArrayList<>(fields.all());
    all.removeIf(field -> field.name().equalsIgnoreCase("Host"));
    host.ifPresent(name -> all.add(new Fields.Field("Host", name)));
    return new Fields(all);
  }

  private Optional<Fields> fields() throws IOException, Refusal {
    var fields = new ArrayList<Fields.Field>();
    int octets = 0;
    while (true) {
      switch (Line.read(in, LONGEST_FIELD)) {
        case Line.Text(var text) when text.isEmpty() -> {
          return Optional.of(new Fields(fields));
        }
        case Line.Text(var text) -> {
          octets += text.length();
          if (fields.size() == MOST_FIELDS || octets > MOST_FIELD_OCTETS) {
            throw tooLarge();
          }
          fields.add(field(text));
        }
        case Line.TooLong _, Line.Endless _ -> throw tooLarge();
        case Line.Bare(var what) -> throw bare(what);
        case Line.End _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private static Fields.Field field(String line) throws Refusal {
    var written = FIELD.matcher(line);
    if (written.matches()) {
      return new Fields.Field(written.group(1), written.group(2));
    }
    throw Refusal.last(
        Status.BAD_REQUEST,
        line.startsWith(" ") || line.startsWith("\t")
            ? "A field is not folded over several lines any more (RFC 9112, 5.2)."
            : "A field has the form Name: value, without a space before the colon"
                + " (RFC 9112, 5.1).");
  }

  private static Request.Framing framing(Fields fields, int minor) throws Refusal {
    var lengths = fields.values("Content-Length");
    boolean encoded = !fields.values("Transfer-Encoding").isEmpty();
    if (encoded) {
      if (!lengths.isEmpty()) {
        throw Refusal.last(
            Status.BAD_REQUEST,
            "Both Content-Length and Transfer-Encoding: the body could end in two places, and"
                + " somebody may want just that (RFC 9112, 6.1 and 11.2).");
      }
      return chunked(fields.words("Transfer-Encoding"), minor);
    }
    if (lengths.isEmpty()) {
      return new Request.Framing.None();
    }
    if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]+")) {
      throw Refusal.last(
          Status.BAD_REQUEST, "Content-Length is one number, in digits (RFC 9112, 6.3).");
    }
    if (!DIGITS.matcher(lengths.getFirst()).matches()) {
      throw Refusal.last(Status.CONTENT_TOO_LARGE, "Nobody has that much to say.");
    }
    return new Request.Framing.Length(Long.parseLong(lengths.getFirst()));
  }

  private static Request.Framing chunked(List<String> codings, int minor) throws Refusal {
    if (minor == 0) {
      throw Refusal.last(
          Status.BAD_REQUEST, "HTTP/1.0 knows no Transfer-Encoding (RFC 9112, 6.1).");
    }
    if (codings.equals(List.of("chunked"))) {
      return new Request.Framing.Chunked();
    }
    throw codings.isEmpty()
            || !codings.getLast().equals("chunked")
            || codings.stream().filter("chunked"::equals).count() > 1
        ? Refusal.last(
            Status.BAD_REQUEST,
            "The last Transfer-Encoding of a request is chunked, or nobody knows where it ends"
                + " (RFC 9112, 6.3).")
        : Refusal.last(
            Status.NOT_IMPLEMENTED, "Of all transfer codings only chunked is known here.");
  }

  private static Optional<String> host(Fields fields, int minor) throws Refusal {
    var hosts = fields.values("Host");
    if (hosts.size() > 1 || hosts.isEmpty() && minor > 0) {
      throw Refusal.last(
          Status.BAD_REQUEST,
          hosts.isEmpty()
              ? "HTTP/1.1 asks for a field Host: who are you talking to? (RFC 9112, 3.2)"
              : "There is one Host, not several (RFC 9112, 3.2).");
    }
    return hosts.isEmpty() ? Optional.empty() : Optional.of(valid(hosts.getFirst()));
  }

  /// The host without its port.
  private static String valid(String host) throws Refusal {
    var written = HOST.matcher(host);
    if (!written.matches()) {
      throw Refusal.last(
          Status.BAD_REQUEST, "Host is a name or an address, with a port perhaps (RFC 9110, 7.2).");
    }
    return written.group(1);
  }

  private static Refusal tooLarge() {
    return Refusal.last(
        Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "A request has at most "
            + MOST_FIELDS
            + " fields here, with "
            + LONGEST_FIELD
            + " octets each and "
            + MOST_FIELD_OCTETS
            + " in all (RFC 6585, 5).");
  }

  private static Refusal bare(String what) {
    return Refusal.last(
        Status.BAD_REQUEST,
        "A line ends with CR LF, and here " + what + " stands alone (RFC 9112, 2.2).");
  }
}
