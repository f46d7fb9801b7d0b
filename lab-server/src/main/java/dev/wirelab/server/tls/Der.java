package dev.wirelab.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// ASN.1 values in their distinguished encoding (ITU-T X.690), as far as a certificate needs them.
final class Der {

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  /// From here on a time is written with all four digits of its year (RFC 5280, 4.1.2.5).
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private static final DateTimeFormatter SHORT_YEAR =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG_YEAR =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... elements) {
    return value(SEQUENCE, elements);
  }

  static byte[] set(byte[]... elements) {
    return value(SET, elements);
  }

  /// `[number]`, whose tag comes on top of the tag of `element`.
  static byte[] explicit(int number, byte[] element) {
    return value(CONTEXT | CONSTRUCTED | number, element);
  }

  /// `[number]`, whose tag stands instead of the one that a string type has.
  static byte[] implicit(int number, byte[] content) {
    return value(CONTEXT | number, content);
  }

  static byte[] bool(boolean value) {
    return value(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
  }

  static byte[] integer(BigInteger value) {
    return value(INTEGER, value.toByteArray());
  }

  /// @param unused how many bits of the last octet do not count
  static byte[] bits(int unused, byte[] octets) {
    return value(BIT_STRING, new byte[] {(byte) unused}, octets);
  }

  static byte[] octets(byte[] octets) {
    return value(OCTET_STRING, octets);
  }

  static byte[] utf8(String text) {
    return value(UTF8_STRING, text.getBytes(UTF_8));
  }

  static byte[] time(Instant time) {
    return time.isBefore(YEAR_2050)
        ? value(UTC_TIME, SHORT_YEAR.format(time).getBytes(US_ASCII))
        : value(GENERALIZED_TIME, LONG_YEAR.format(time).getBytes(US_ASCII));
  }

  /// @param dotted numbers with dots between them: 2.5.29.15
  static byte[] identifier(String dotted) {
    var numbers = dotted.split("\\.");
    var octets = new ByteArrayOutputStream();
    octets.write(40 * Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]));
    for (int i = 2; i < numbers.length; i++) {
      base128(octets, Integer.parseInt(numbers[i]));
    }
    return value(OBJECT_IDENTIFIER, octets.toByteArray());
  }

  private static void base128(ByteArrayOutputStream octets, int number) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (number >>> shift != 0) {
        octets.write(0x80 | number >>> shift & 0x7f);
      }
    }
    octets.write(number & 0x7f);
  }

  private static byte[] value(int tag, byte[]... contents) {
    int length = 0;
    for (var content : contents) {
      length += content.length;
    }
    var value = new ByteArrayOutputStream();
    value.write(tag);
    length(value, length);
    for (var content : contents) {
      value.writeBytes(content);
    }
    return value.toByteArray();
  }

  private static void length(ByteArrayOutputStream value, int length) {
    if (length < 0x80) {
      value.write(length);
      return;
    }
    var octets = BigInteger.valueOf(length).toByteArray();
    int sign = octets[0] == 0 ? 1 : 0;
    value.write(0x80 | octets.length - sign);
    value.write(octets, sign, octets.length - sign);
  }
}
