package dev.wirelab.server.store;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.angus.mail.util.MailStreamProvider;

/// A message that shows GreenMail nothing but octets: an empty header, and behind it all there is.
///
/// GreenMail takes every message apart as it stores it, copying each part at each level: a megabyte
/// of multiparts in multiparts keeps it busy for a minute, and over some parts it stumbles. It also
/// writes headers anew, and what is no header as it should be comes back as something else. What
/// has no header comes back as it was.
final class OpaqueMessage extends MimeMessage {

  static {
    // Jakarta Mail looks through the class path for this with each header that it reads; GreenMail
    // has it read one for each message, which would take longer than all else. Whoever has chosen
    // another has their way.
    System.getProperties()
        .putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
  }

  private static final byte[] NO_HEADER = {'\r', '\n'};

  private final byte[] octets;

  OpaqueMessage(byte[] octets) {
    super((Session) null);
    this.octets = octets;
  }

  /// The octets of a message that was one of these when it was stored.
  static byte[] octets(MimeMessage stored) {
    try (var body = body(stored)) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("memory has no input and output", e);
    }
  }

  /// The same, without a copy of them all.
  static InputStream body(MimeMessage stored) {
    try {
      return stored.getRawInputStream();
    } catch (MessagingException e) {
      throw new AssertionError("a message in memory is there", e);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(NO_HEADER);
    out.write(octets);
  }

  @Override
  public int getSize() {
    return NO_HEADER.length + octets.length;
  }

  @Override
  public String getContentType() {
    return "application/octet-stream";
  }
}
