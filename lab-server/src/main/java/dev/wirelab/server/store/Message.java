package dev.wirelab.server.store;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.SortedSet;

/// A message that lay in a folder when it was asked for. Whoever holds one can read it on, though
/// somebody else has it expunged meanwhile. Its octets are not copied before they are written.
public final class Message {

  private final StoredMessage stored;

  Message(StoredMessage stored) {
    this.stored = stored;
  }

  /// Its unique identifier in the folder.
  public long uid() {
    return stored.getUid();
  }

  /// Its flags as they are now, in IMAP's spelling.
  public SortedSet<String> flags() {
    return ImapFlags.spell(stored.getFlags());
  }

  /// When it came.
  public Instant received() {
    return stored.getReceivedDate().toInstant();
  }

  /// Writes header, blank line and body as they are stored.
  ///
  /// @throws IOException if `out` does
  public void writeTo(OutputStream out) throws IOException {
    try {
      stored.getMimeMessage().writeTo(out);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A copy of all its octets.
  public byte[] octets() {
    var octets = new ByteArrayOutputStream();
    try {
      writeTo(octets);
    } catch (IOException e) {
      throw new AssertionError("memory has no input and output", e);
    }
    return octets.toByteArray();
  }
}
