package dev.wirelab.server.store;

import com.icegreen.greenmail.store.StoredMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A message that lies in a folder, or lay there when it was asked for: whoever holds one can read
/// on, though somebody else has it expunged meanwhile. Safe for use by several threads.
public final class Message {

  private final StoredMessage stored;
  private final int size;
  private volatile SortedSet<String> flags;
  private volatile long modSequence;

  Message(StoredMessage stored, int size, Set<String> flags, long modSequence) {
    this.stored = stored;
    this.size = size;
    this.flags = sorted(flags);
    this.modSequence = modSequence;
  }

  /// Its unique identifier in the folder.
  public long uid() {
    return stored.getUid();
  }

  /// Its flags as they are now, in IMAP's spelling. `\Recent` is among them as long as no session
  /// of a client has claimed it.
  public SortedSet<String> flags() {
    return flags;
  }

  /// Whether it has a flag now.
  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /// When it came.
  public Instant received() {
    return stored.getReceivedDate().toInstant();
  }

  /// How many octets it has, header and body.
  public int size() {
    return size;
  }

  /// The number of the folder's change that was this one's latest.
  public long modSequence() {
    return modSequence;
  }

  /// A copy of all its octets, header and body.
  public byte[] octets() {
    return OpaqueMessage.octets(stored.getMimeMessage());
  }

  /// Writes header and body as they are stored, without a copy of them all.
  ///
  /// @throws IOException if `out` does
  public void writeTo(OutputStream out) throws IOException {
    try (var in = OpaqueMessage.body(stored.getMimeMessage())) {
      in.transferTo(out);
    }
  }

  /// GreenMail's own, for its folder.
  StoredMessage stored() {
    return stored;
  }

  /// Under the store's lock: other flags, here and in GreenMail's store.
  void flag(Set<String> flags, long modSequence) {
    stored.setFlags(ImapFlags.from(this.flags), false);
    stored.setFlags(ImapFlags.from(flags), true);
    this.flags = sorted(flags);
    this.modSequence = modSequence;
  }

  private static SortedSet<String> sorted(Set<String> flags) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(flags));
  }
}
