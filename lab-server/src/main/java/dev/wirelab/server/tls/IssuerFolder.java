package dev.wirelab.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Where an authority is kept: folders called after the day on which it expires, of which the last
/// counts, each with certificate and key. A folder gets its name when all is in it, in one step,
/// and only one of several processes can give it; nothing in it changes after that. So nobody needs
/// a lock, and nobody ever sees a key with another's certificate.
record IssuerFolder(Path folder) {

  private static final String CERTIFICATE = "ca.pem";
  private static final String KEY = "ca-key.pem";

  /// When the last one expires, if there is any.
  Optional<LocalDate> last() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}"))
          .max(Comparator.naturalOrder())
          .map(LocalDate::parse);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Path certificate(LocalDate expiry) {
    return folder.resolve(expiry.toString(), CERTIFICATE);
  }

  Issuer read(LocalDate expiry) throws IOException, GeneralSecurityException {
    var certificate = Issuer.read(Files.readAllBytes(certificate(expiry)));
    var key = unwrap(Files.readString(folder.resolve(expiry.toString(), KEY), US_ASCII));
    return new Issuer(
        certificate, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
  }

  /// Keeps an authority, unless somebody else has kept theirs meanwhile.
  void write(Issuer issuer) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    var made = Files.createTempDirectory(folder, "new-", allowing("rwxr-xr-x"));
    try {
      write(
          made.resolve(CERTIFICATE), "CERTIFICATE", issuer.certificate().getEncoded(), "rw-r--r--");
      write(made.resolve(KEY), "PRIVATE KEY", issuer.key().getEncoded(), "rw-------");
      Files.move(made, folder.resolve(issuer.expiry().toString()), ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(made.resolve(CERTIFICATE));
      Files.deleteIfExists(made.resolve(KEY));
      Files.deleteIfExists(made);
      if (!Files.exists(certificate(issuer.expiry()))) {
        throw e;
      }
    }
  }

  private void write(Path file, String label, byte[] content, String permissions)
      throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, allowing(permissions))) {
      var octets = ByteBuffer.wrap(wrap(label, content).getBytes(US_ASCII));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      // What a power cut may not leave behind is a folder with its name and empty files.
      channel.force(true);
    }
  }

  /// From the first moment on, where the file system knows such permissions.
  private FileAttribute<?>[] allowing(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// RFC 7468, 2.
  private static String wrap(String label, byte[] octets) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets), label);
  }

  private static byte[] unwrap(String text) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no key in PEM", e);
    }
  }
}
