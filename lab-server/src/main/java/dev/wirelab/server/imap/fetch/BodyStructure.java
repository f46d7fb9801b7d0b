package dev.wirelab.server.imap.fetch;

import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.message.Parameterized;
import dev.wirelab.server.message.Part;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Writes what parts a message has (RFC 3501, 7.4.2, "BODYSTRUCTURE").
///
/// @param extended whether all is told, and not only what BODY tells
record BodyStructure(Output out, boolean extended) {

  void write(Part part) throws IOException {
    out.text("(");
    if (part.isMultipart()) {
      for (var child : part.inside()) {
        write(child);
      }
      out.text(" ").string(part.type().subtype());
      if (extended) {
        parameters(out.text(" "), part.type().parameters());
      }
    } else {
      single(part);
      if (extended) {
        out.text(" ").nstring(part.header().first("Content-MD5"));
      }
    }
    if (extended) {
      extension(part);
    }
    out.text(")");
  }

  private void single(Part part) throws IOException {
    var type = part.type();
    out.string(type.type()).text(" ").string(type.subtype()).text(" ");
    if (!type.said() && type.is("TEXT", "PLAIN")) {
      out.text("(\"CHARSET\" \"US-ASCII\")");
    } else {
      parameters(out, type.parameters());
    }
    out.text(" ").nstring(part.header().first("Content-ID"));
    out.text(" ").nstring(part.header().first("Content-Description"));
    out.text(" ").string(part.encoding()).text(" " + part.bodySize());
    if (part.message().isPresent()) {
      var message = part.message().get();
      Envelope.write(out.text(" "), message.header());
      out.text(" ");
      write(message);
      out.text(" " + part.bodyLines());
    } else if (type.type().equals("TEXT")) {
      out.text(" " + part.bodyLines());
    }
  }

  private void extension(Part part) throws IOException {
    out.text(" ");
    disposition(part.parameterized("Content-Disposition"));
    out.text(" ");
    languages(part.header().first("Content-Language"));
    out.text(" ").nstring(part.header().first("Content-Location"));
  }

  private void disposition(Optional<Parameterized> disposition) throws IOException {
    if (disposition.isEmpty() || disposition.get().value().isEmpty()) {
      out.text("NIL");
      return;
    }
    out.text("(").string(disposition.get().value()).text(" ");
    parameters(out, disposition.get().parameters());
    out.text(")");
  }

  private void languages(Optional<String> field) throws IOException {
    var tags =
        Arrays.stream(field.orElse("").split(","))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .toList();
    if (tags.isEmpty()) {
      out.text("NIL");
      return;
    }
    var before = "(";
    for (var tag : tags) {
      out.text(before).string(tag);
      before = " ";
    }
    out.text(")");
  }

  private static void parameters(Output out, Map<String, String> parameters) throws IOException {
    if (parameters.isEmpty()) {
      out.text("NIL");
      return;
    }
    var before = "(";
    for (var parameter : parameters.entrySet()) {
      out.text(before).string(parameter.getKey()).text(" ").string(parameter.getValue());
      before = " ";
    }
    out.text(")");
  }
}
