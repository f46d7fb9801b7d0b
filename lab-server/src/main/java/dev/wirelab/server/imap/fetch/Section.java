package dev.wirelab.server.imap.fetch;

import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import dev.wirelab.server.message.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What stands in the brackets of `BODY[...]` (RFC 3501, 6.4.5).
///
/// @param path the numbers of a part, of a part in it and so on; none for the message itself
/// @param of what of it
public record Section(List<Integer> path, Of of) {

  static final Section WHOLE = new Section(List.of(), new Of.All());
  static final Section HEADER = new Section(List.of(), new Of.Header());
  static final Section TEXT = new Section(List.of(), new Of.Text());

  /// What of a message or part.
  sealed interface Of {

    /// All of a message, the body of a part.
    record All() implements Of {}

    /// The header of a message.
    record Header() implements Of {}

    /// Some of its fields, with the blank line.
    ///
    /// @param but whether all fields are meant but these
    record Fields(boolean but, List<String> names) implements Of {}

    /// The body of a message.
    record Text() implements Of {}

    /// The header of a part.
    record Mime() implements Of {}
  }

  /// Some octets, of which nothing has been copied if that was not needed.
  record Slice(byte[] octets, int from, int to) {

    private static final byte[] BLANK_LINE = {'\r', '\n'};

    /// The part of it that was asked for; nothing, if it has no such octets.
    Slice of(FetchItem.Partial partial) {
      long begin = Math.min(from + partial.origin(), to);
      return new Slice(octets, (int) begin, (int) Math.min(begin + partial.count(), to));
    }
  }

  static Section parse(Scanner in) throws SyntaxException {
    in.expect('[');
    var path = new ArrayList<Integer>();
    boolean dot = true;
    while (dot && in.seesDigit()) {
      path.add((int) Math.min(in.nonZero(), Integer.MAX_VALUE));
      dot = in.skip('.');
    }
    var of = path.isEmpty() && in.sees(']') || !dot ? new Of.All() : of(in, path);
    in.expect(']');
    return new Section(List.copyOf(path), of);
  }

  private static Of of(Scanner in, List<Integer> path) throws SyntaxException {
    var name = in.name("HEADER, TEXT or another section");
    return switch (name) {
      case "HEADER" -> new Of.Header();
      case "TEXT" -> new Of.Text();
      case "HEADER.FIELDS", "HEADER.FIELDS.NOT" -> {
        in.space();
        yield new Of.Fields(name.endsWith("NOT"), in.list(false, in::astring));
      }
      case "MIME" -> {
        if (path.isEmpty()) {
          throw new SyntaxException("MIME needs a part's number before it (RFC 3501, 6.4.5)");
        }
        yield new Of.Mime();
      }
      default -> throw in.expected("behind HEADER, TEXT, MIME or another section");
    };
  }

  /// As the answer repeats it.
  String label() {
    var numbers = path.stream().map(String::valueOf).collect(Collectors.joining("."));
    var name =
        switch (of) {
          case Of.All all -> "";
          case Of.Header header -> "HEADER";
          case Of.Text text -> "TEXT";
          case Of.Mime mime -> "MIME";
          case Of.Fields(boolean but, List<String> names) ->
              names.stream()
                  .map(Section::field)
                  .collect(
                      Collectors.joining(
                          " ", but ? "HEADER.FIELDS.NOT (" : "HEADER.FIELDS (", ")"));
        };
    return numbers + (numbers.isEmpty() || name.isEmpty() ? "" : ".") + name;
  }

  private static String field(String name) {
    return name.matches("[!#$&'+,./0-9:;<=>?@A-Z^_`a-z|~-]+") ? name : Output.quoted(name);
  }

  /// The octets of a message that are meant; nothing if it has no such part.
  Optional<Slice> in(Part message) {
    if (path.isEmpty()) {
      return Optional.of(of(message));
    }
    return part(message)
        .flatMap(part ->
            switch (of) {
              case Of.All all -> Optional.of(new Slice(part.octets(), part.body(), part.end()));
              case Of.Mime mime -> Optional.of(new Slice(part.octets(), part.begin(), part.body()));
              default -> part.message().map(this::of);
            });
  }

  private Slice of(Part message) {
    return switch (of) {
      case Of.All all -> new Slice(message.octets(), message.begin(), message.end());
      case Of.Header header -> new Slice(message.octets(), message.begin(), message.body());
      case Of.Text text -> new Slice(message.octets(), message.body(), message.end());
      case Of.Mime mime -> throw new IllegalStateException("MIME is of a part");
      case Of.Fields fields -> fields(message, fields);
    };
  }

  private static Slice fields(Part message, Of.Fields wanted) {
    var found = new ByteArrayOutputStream();
    for (var field : message.header().fields()) {
      if (wanted.names().stream().anyMatch(field::isNamed) != wanted.but()) {
        found.write(message.octets(), field.begin(), field.end() - field.begin());
      }
    }
    if (message.body() > message.fieldsEnd() || message.end() > message.body()) {
      found.writeBytes(Slice.BLANK_LINE);
    }
    return new Slice(found.toByteArray(), 0, found.size());
  }

  /// Follows the numbers. What is no multipart has one part, its body; a message in a message is
  /// counted through.
  private Optional<Part> part(Part message) {
    var at = message;
    boolean isMessage = true;
    for (int i = 0; i < path.size(); i++) {
      if (i > 0 && at.message().isPresent()) {
        at = at.message().get();
        isMessage = true;
      }
      int number = path.get(i);
      if (at.isMultipart() && number <= at.inside().size()) {
        at = at.inside().get(number - 1);
      } else if (!isMessage || at.isMultipart() || number != 1) {
        return Optional.empty();
      }
      isMessage = false;
    }
    return Optional.of(at);
  }
}
