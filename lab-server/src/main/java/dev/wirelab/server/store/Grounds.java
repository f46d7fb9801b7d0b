package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.ImapHostManager;
import java.util.concurrent.locks.ReentrantLock;

/// What all folders of one store stand on: GreenMail's folders, the room that is left, and the lock
/// under which mail comes, changes and goes. Whoever holds the lock touches nothing but memory.
final class Grounds {

  private final ImapHostManager greenMail;
  private final long mostOctets;
  private final Quota quota;
  private final ReentrantLock lock = new ReentrantLock();
  private long counted;
  private long nextUidValidity;
  private int folders;

  /// @param mostOctets how much mail there may be
  /// @param firstUidValidity what the first folder is known by
  Grounds(ImapHostManager greenMail, long mostOctets, Quota quota, long firstUidValidity) {
    this.greenMail = greenMail;
    this.mostOctets = mostOctets;
    this.quota = quota;
    this.nextUidValidity = firstUidValidity;
  }

  ImapHostManager greenMail() {
    return greenMail;
  }

  Quota quota() {
    return quota;
  }

  ReentrantLock lock() {
    return lock;
  }

  /// Takes room. What comes is counted, and what is there only when that might be too much: some of
  /// it may have been deleted meanwhile.
  ///
  /// @throws StorageFullException if there is no room for so many octets
  void takeRoom(long octets) throws StorageFullException {
    requireRoom(octets);
    counted += octets;
  }

  /// @throws StorageFullException if there is no room for so many octets
  void requireRoom(long octets) throws StorageFullException {
    if (counted + octets > mostOctets) {
      counted = octetsStored();
    }
    if (counted + octets > mostOctets) {
      throw new StorageFullException();
    }
  }

  private long octetsStored() {
    return greenMail.getAllMessages().stream()
        .mapToLong(stored -> stored.getAttributes().getSize())
        .sum();
  }

  /// A name for one of GreenMail's folders that no other has.
  String nextFolder() {
    return "folder" + ++folders;
  }

  /// Greater than any before, so that no client takes a new folder for an old one of the same name
  /// (RFC 3501, 2.3.1.1), and the same in every lab that begins alike.
  long nextUidValidity() {
    return nextUidValidity++;
  }

  /// Notes that a folder is known by a number that was chosen for it.
  void claimUidValidity(long chosen) {
    nextUidValidity = Math.max(nextUidValidity, chosen + 1);
  }
}
