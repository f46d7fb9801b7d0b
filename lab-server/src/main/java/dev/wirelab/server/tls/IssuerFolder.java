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
import java.util.Base64;
import java.util.OptionalInt;
import java.util.Set;

/// Where an authority is kept: folders called 1, 2, 3 and so on, of which the last counts, each
/// with certificate and key. A folder gets its name when all is in it, in one step, and only one of
/// several processes can give it; nothing in it changes after that. So nobody needs a lock, and
/// nobody ever sees a key with another's certificate.
record IssuerFolder(Path folder) {

  private static final String CERTIFICATE = "ca.pem";
  private static final String KEY = "ca-key.pem";

  /// The number of the last one, if there is any.
  OptionalInt last() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[1-9][0-9]{0,8}"))
          .mapToInt(Integer::parseInt)
          .max();
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
  }

  Path certificate(int number) {
    return folder.resolve(String.valueOf(number), CERTIFICATE);
  }

  Issuer read(int number) throws IOException, GeneralSecurityException {
    var certificate = Issuer.read(Files.readAllBytes(certificate(number)));
    var key = unwrap(Files.readString(folder.resolve(String.valueOf(number), KEY), US_ASCII));
    return new Issuer(
        certificate, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
  }

  /// Keeps an authority, unless somebody else has kept theirs under this number meanwhile.
  void write(int number, Issuer issuer) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    var made = Files.createTempDirectory(folder, "new-", allowing("rwxr-xr-x"));
    try {
      write(
          made.resolve(CERTIFICATE), "CERTIFICATE", issuer.certificate().getEncoded(), "rw-r--r--");
      write(made.resolve(KEY), "PRIVATE KEY", issuer.key().getEncoded(), "rw-------");
      Files.move(made, folder.resolve(String.valueOf(number)), ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(made.resolve(CERTIFICATE));
      Files.deleteIfExists(made.resolve(KEY));
      Files.deleteIfExists(made);
      if (!Files.exists(certificate(number))) {
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
