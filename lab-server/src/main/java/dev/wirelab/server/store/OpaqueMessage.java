package dev.wirelab.server.store;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;

/// A message that shows nothing of its parts, so that GreenMail stores it without taking it apart.
///
/// GreenMail does so with every message it stores, copying each part at each level: a megabyte of
/// multiparts in multiparts keeps it busy for a minute, and some parts it stumbles over. What is
/// stored are the same octets either way; only the structure that GreenMail derives from them is
/// lacking.
final class OpaqueMessage extends MimeMessage {

  private static final String CONTENT_TYPE = "content-type";
  private static final int MOST_PARTS = 200;
  private static final long MOST_COPIED = 64L * 1024 * 1024;

  OpaqueMessage(byte[] octets) throws MessagingException {
    super(null, new ByteArrayInputStream(octets));
  }

  @Override
  public String getContentType() {
    return "application/octet-stream";
  }

  /// Whether a message would take long to take apart: every part that has parts must name its type,
  /// so there are at most as many levels as types, each a copy of the whole at worst.
  static boolean isNeededFor(byte[] octets) {
    int parts = 0;
    for (int i = 0; i <= octets.length - CONTENT_TYPE.length(); i++) {
      if ((octets[i] | 0x20) == 'c' && isContentType(octets, i)) {
        parts++;
      }
    }
    return parts > MOST_PARTS || (long) parts * octets.length > MOST_COPIED;
  }

  private static boolean isContentType(byte[] octets, int begin) {
    for (int i = 0; i < CONTENT_TYPE.length(); i++) {
      if (Character.toLowerCase(octets[begin + i]) != CONTENT_TYPE.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
