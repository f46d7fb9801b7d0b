package dev.wirelab.server.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;

/// Who signs: a key and the certificate that says whose it is (RFC 5280). All keys are of the curve
/// P-256, all signatures ECDSA with SHA-256.
record Issuer(X509Certificate certificate, PrivateKey key) {

  /// Long enough for a course, short enough for every client.
  static final Duration SERVER_LIFETIME = Duration.ofDays(90);

  private static final Duration LIFETIME = Duration.ofDays(3650);

  /// A clock may go a little wrong.
  private static final Duration BACKDATED = Duration.ofDays(1);

  private static final String COMMON_NAME = "2.5.4.3";
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final int SERIAL_BITS = 127;
  private static final int KEY_IDENTIFIER_OCTETS = 20;
  private static final int VERSION_3 = 2;

  /// A new authority, which vouches for itself.
  static Issuer create(String name, Instant now) throws GeneralSecurityException {
    var keys = newKeys();
    var identifier = identifier(keys.getPublic());
    var certificate =
        sign(
            name(name),
            keys.getPrivate(),
            name(name),
            keys.getPublic(),
            now,
            LIFETIME,
            Extension.authority(),
            Extension.signsCertificates(),
            Extension.subjectKey(identifier));
    return new Issuer(certificate, keys.getPrivate());
  }

  /// A new key and certificate for a server.
  ///
  /// @param names by which it is reached: names and addresses, the first of them for whoever reads
  ///   along
  Identity vouchFor(Collection<String> names, Instant now) throws GeneralSecurityException {
    var keys = newKeys();
    var signed =
        sign(
            certificate.getSubjectX500Principal().getEncoded(),
            key,
            name(names.iterator().next()),
            keys.getPublic(),
            now,
            SERVER_LIFETIME,
            Extension.signsHandshakes(),
            Extension.isServer(),
            Extension.names(names),
            Extension.subjectKey(identifier(keys.getPublic())),
            Extension.issuerKey(identifier(certificate.getPublicKey())));
    return new Identity(signed, certificate, keys.getPrivate());
  }

  /// The day on which it expires.
  LocalDate expiry() {
    return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
  }

  private static X509Certificate sign(
      byte[] issuer,
      PrivateKey signer,
      byte[] subject,
      PublicKey subjectKey,
      Instant now,
      Duration lifetime,
      byte[]... extensions)
      throws GeneralSecurityException {
    var algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
    var toBeSigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.valueOf(VERSION_3))),
            Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0)),
            algorithm,
            issuer,
            Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(lifetime))),
            subject,
            subjectKey.getEncoded(),
            Der.explicit(3, Der.sequence(extensions)));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(toBeSigned);
    return read(Der.sequence(toBeSigned, algorithm, Der.bits(0, signature.sign())));
  }

  static X509Certificate read(byte[] certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.utf8(commonName))));
  }

  /// Any that tells one key from another (RFC 5280, 4.2.1.2).
  private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
    return Arrays.copyOf(
        MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), KEY_IDENTIFIER_OCTETS);
  }
}
