package dev.wirelab.server.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// A message, or a part of one (RFC 2045, 2046): where its header and its body lie among the
/// octets, and what lies inside. Nothing is decoded and nothing written anew, so whoever counts
/// octets counts right.
///
/// @param octets the whole message; not copied, so not to be changed
/// @param begin where the header begins
/// @param fieldsEnd behind the last field's line end
/// @param body where the body begins: behind the blank line, or at `fieldsEnd` if there is none
/// @param end behind the body; the line end before a boundary is the boundary's (RFC 2046, 5.1.1)
/// @param type what it is; `text/plain` where nothing or nonsense is said (RFC 2045, 5.2)
/// @param inside the parts of a multipart, or the one message of a message/rfc822
public record Part(
    byte[] octets,
    int begin,
    int fieldsEnd,
    int body,
    int end,
    Header header,
    Type type,
    List<Part> inside) {

  /// A media type (RFC 2045, 5).
  ///
  /// @param type in upper case
  /// @param subtype in upper case
  /// @param said whether a Content-Type field says so
  public record Type(
      String type, String subtype, SequencedMap<String, String> parameters, boolean said) {

    public boolean is(String type, String subtype) {
      return this.type.equals(type) && this.subtype.equals(subtype);
    }
  }

  /// Takes a message apart.
  public static Part of(byte[] message) {
    return new PartReader(message).message();
  }

  /// Whether it consists of parts.
  public boolean isMultipart() {
    return type.type().equals("MULTIPART");
  }

  /// The message that this part is, if it is one.
  public Optional<Part> message() {
    return type.is("MESSAGE", "RFC822") ? Optional.of(inside.getFirst()) : Optional.empty();
  }

  /// How many octets the body has.
  public int bodySize() {
    return end - body;
  }

  /// How many lines the body has; a last one without its end counts.
  public int bodyLines() {
    int lines = 0;
    for (int i = body; i < end; i++) {
      if (octets[i] == '\n') {
        lines++;
      }
    }
    return end > body && octets[end - 1] != '\n' ? lines + 1 : lines;
  }

  /// How the body is encoded, in upper case; `7BIT` where nothing is said (RFC 2045, 6.1).
  public String encoding() {
    return header
        .first("Content-Transfer-Encoding")
        .map(value -> Parameterized.parse(value).value().toUpperCase(Locale.ROOT))
        .filter(encoding -> !encoding.isEmpty())
        .orElse("7BIT");
  }

  /// A field with parameters, if it is there.
  public Optional<Parameterized> parameterized(String field) {
    return header.first(field).map(Parameterized::parse);
  }
}
