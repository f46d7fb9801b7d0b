package dev.wirelab.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Collection;

/// The extensions of a certificate that the lab's have (RFC 5280, 4.2.1).
final class Extension {

  /// Bits of KeyUsage (RFC 5280, 4.2.1.3), as the first octet of a bit string has them.
  private static final int DIGITAL_SIGNATURE = 0x80;

  private static final int KEY_CERT_SIGN = 0x04;
  private static final int CRL_SIGN = 0x02;

  /// The choices of a GeneralName and of an AuthorityKeyIdentifier (RFC 5280, 4.2.1.6 and 4.2.1.1).
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;
  private static final int KEY_IDENTIFIER = 0;

  private Extension() {}

  /// This is an authority, whose certificates are nobody's authority in turn.
  static byte[] authority() {
    return critical("2.5.29.19", Der.sequence(Der.bool(true), Der.integer(BigInteger.ZERO)));
  }

  /// What the authority's key may do.
  static byte[] signsCertificates() {
    return critical("2.5.29.15", Der.bits(1, new byte[] {KEY_CERT_SIGN | CRL_SIGN}));
  }

  /// What a server's key may do.
  static byte[] signsHandshakes() {
    return critical("2.5.29.15", Der.bits(7, new byte[] {(byte) DIGITAL_SIGNATURE}));
  }

  /// This is a TLS server.
  static byte[] isServer() {
    return of("2.5.29.37", Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1")));
  }

  /// By which names and addresses the server is reached.
  static byte[] names(Collection<String> names) {
    return of(
        "2.5.29.17", Der.sequence(names.stream().map(Extension::name).toArray(byte[][]::new)));
  }

  private static byte[] name(String name) {
    try {
      return Der.implicit(IP_ADDRESS, InetAddress.ofLiteral(name).getAddress());
    } catch (IllegalArgumentException e) {
      return Der.implicit(DNS_NAME, name.getBytes(US_ASCII));
    }
  }

  /// Which key this certificate is about.
  static byte[] subjectKey(byte[] identifier) {
    return of("2.5.29.14", Der.octets(identifier));
  }

  /// Which key has signed it.
  static byte[] issuerKey(byte[] identifier) {
    return of("2.5.29.35", Der.sequence(Der.implicit(KEY_IDENTIFIER, identifier)));
  }

  private static byte[] critical(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.bool(true), Der.octets(value));
  }

  private static byte[] of(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.octets(value));
  }
}
