package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.commands.IdRange;
import com.icegreen.greenmail.store.MailFolder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A folder of messages: one of GreenMail's, with an index over it. GreenMail looks for a message
/// from the first to the last; here it is found at once, and who looks sees a state of the folder
/// that nobody changes under their eyes. Safe for use by several threads.
public final class Folder {

  /// Somebody who has the folder open, and hears that it has changed: on the thread that changed
  /// it, under the store's lock. So be quick, and throw nothing.
  public interface Watcher {

    /// Something is not as it was.
    void changed();

    /// Whether this is the first to hear of a message that has come, for whom it is recent and for
    /// nobody else (RFC 3501, 2.3.2).
    default boolean claims(Message message) {
      return false;
    }
  }

  /// What a folder holds at one moment.
  ///
  /// @param modSequence the number of the latest change
  /// @param messages in their order, with ascending UIDs
  public record Snapshot(long modSequence, List<Message> messages) {}

  /// How many different keywords its messages can have.
  public static final int MOST_KEYWORDS = Keywords.MOST;

  private final Grounds grounds;
  private final MailFolder greenMail;
  private final Supplier<OptionalLong> capacity;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final Keywords keywords = new Keywords();
  private List<Message> messages = new ArrayList<>();
  // The first change is number 2: who has seen an empty folder has seen change 1 (RFC 7162, 7,
  // "mod-sequence-value": there is no 0).
  private long modSequence = 1;
  private Snapshot snapshot = new Snapshot(modSequence, List.of());
  private long uidValidity;
  private boolean closed;

  /// @param capacity how many octets it can hold, if that is limited now
  Folder(Grounds grounds, MailFolder greenMail, long uidValidity, Supplier<OptionalLong> capacity) {
    this.grounds = grounds;
    this.greenMail = greenMail;
    this.uidValidity = uidValidity;
    this.capacity = capacity;
  }

  /// What tells this folder from another that once had its name (RFC 3501, 2.3.1.1).
  public long uidValidity() {
    grounds.lock().lock();
    try {
      return uidValidity;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Under the lock: a number that was chosen for it.
  void knownBy(long chosen) {
    uidValidity = chosen;
  }

  /// The UID that the next message will get.
  public long uidNext() {
    grounds.lock().lock();
    try {
      return greenMail.getUIDNext();
    } finally {
      grounds.lock().unlock();
    }
  }

  /// The messages that lie here now.
  public List<Message> messages() {
    return snapshot().messages();
  }

  /// What the folder holds now. Flags are read from the messages, and may be newer.
  public Snapshot snapshot() {
    grounds.lock().lock();
    try {
      if (snapshot.modSequence() != modSequence) {
        snapshot = new Snapshot(modSequence, List.copyOf(messages));
      }
      return snapshot;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// The keywords that messages here have or had, each as it was first spelled.
  public Set<String> keywords() {
    grounds.lock().lock();
    try {
      return keywords.all();
    } finally {
      grounds.lock().unlock();
    }
  }

  /// From here on, until it is closed, somebody has the folder open.
  public Watch watch(Watcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /// What ends when it is closed.
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Puts a message here, which is recent.
  ///
  /// @return its UID
  /// @throws StorageFullException if there is no room for it
  /// @throws FolderClosedException if the folder has been deleted
  /// @throws KeywordsException if it brings more keywords than a folder may have
  public long append(byte[] octets, Set<String> flags, Instant received)
      throws StorageFullException, FolderClosedException, KeywordsException {
    grounds.lock().lock();
    try {
      requireRoom(octets.length);
      return append(octets, flags, true, received);
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Whether it can take so many octets more.
  boolean hasRoom(long octets) {
    grounds.lock().lock();
    try {
      var most = capacity.get();
      return most.isEmpty()
          || messages.stream().mapToLong(Message::size).sum() + octets <= most.getAsLong();
    } finally {
      grounds.lock().unlock();
    }
  }

  private void requireRoom(long octets) throws StorageFullException {
    if (!hasRoom(octets)) {
      throw StorageFullException.ofMailbox();
    }
  }

  /// The same with a message that a lab begins with: somebody has seen it already, perhaps, and it
  /// is there whatever the folder can hold.
  long append(byte[] octets, Set<String> flags, boolean recent, Instant received)
      throws StorageFullException, FolderClosedException, KeywordsException {
    grounds.lock().lock();
    try {
      grounds.takeRoom(octets.length);
      var message = put(octets, keywords.spelled(flags), received);
      if (!recent && message.has(ImapFlags.RECENT)) {
        claim(message);
      }
      return message.uid();
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Puts copies of messages here, with their flags and dates: of all, or of none (RFC 3501,
  /// 6.4.7).
  ///
  /// @return their UIDs here, in the same order
  /// @throws StorageFullException if there is no room for all
  /// @throws FolderClosedException if the folder has been deleted
  /// @throws KeywordsException if they bring more keywords than a folder may have
  public List<Long> copy(Collection<Message> originals)
      throws StorageFullException, FolderClosedException, KeywordsException {
    grounds.lock().lock();
    try {
      long octets = originals.stream().mapToLong(Message::size).sum();
      requireRoom(octets);
      grounds.takeRoom(octets);
      var flags = new HashSet<String>();
      originals.forEach(message -> flags.addAll(message.flags()));
      keywords.spelled(flags);
      var uids = new ArrayList<Long>();
      for (var message : originals) {
        uids.add(
            put(message.octets(), keywords.spelled(message.flags()), message.received()).uid());
      }
      return uids;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Moves messages to another folder, those that are still here: all of them or none (RFC 6851).
  ///
  /// @return who was moved, each with its UID there
  /// @throws StorageFullException if there is no room for a moment's copies
  /// @throws FolderClosedException if the other folder has been deleted
  /// @throws KeywordsException if they bring more keywords than a folder may have
  public List<Moved> move(Collection<Message> wanted, Folder target)
      throws StorageFullException, FolderClosedException, KeywordsException {
    grounds.lock().lock();
    try {
      var here = wanted.stream().filter(this::holds).toList();
      var uids = target.copy(here);
      var moved = new ArrayList<Moved>();
      for (int i = 0; i < here.size(); i++) {
        moved.add(new Moved(here.get(i), uids.get(i)));
      }
      expunge(new HashSet<>(here)::contains);
      return moved;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// A message that has gone elsewhere.
  ///
  /// @param message as it was here
  /// @param uid its UID there
  public record Moved(Message message, long uid) {}

  /// Gives a message other flags, unless it has changed since a change of the folder (RFC 7162,
  /// 3.1.3). `\Recent` is not theirs to change.
  ///
  /// @param unchangedSince the number of that change; [Long#MAX_VALUE] if it is all the same
  /// @param change what to make of the flags that it has
  /// @throws KeywordsException if that would be more keywords than a folder may have
  public Flagged flag(Message message, long unchangedSince, UnaryOperator<Set<String>> change)
      throws KeywordsException {
    grounds.lock().lock();
    try {
      if (!holds(message)) {
        return Flagged.GONE;
      }
      if (message.modSequence() > unchangedSince) {
        return Flagged.MODIFIED;
      }
      var before = message.flags();
      var after = new HashSet<>(keywords.spelled(change.apply(before)));
      after.remove(ImapFlags.RECENT);
      if (before.contains(ImapFlags.RECENT)) {
        after.add(ImapFlags.RECENT);
      }
      if (!after.equals(before)) {
        message.flag(after, ++modSequence);
        watchers.forEach(Watcher::changed);
      }
      return Flagged.DONE;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Takes `\Recent` from all that have it, for somebody who is the first to see them.
  ///
  /// @return who they are
  public List<Message> claimRecent() {
    grounds.lock().lock();
    try {
      var recent = messages.stream().filter(message -> message.has(ImapFlags.RECENT)).toList();
      recent.forEach(Folder::claim);
      return recent;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Removes messages; those that are gone already are no fault.
  ///
  /// @param uids their unique identifiers
  public void expunge(Set<Long> uids) {
    expunge(message -> uids.contains(message.uid()));
  }

  /// Removes the messages that are so at this moment.
  public void expunge(Predicate<Message> wanted) {
    grounds.lock().lock();
    try {
      var uids = new ArrayList<Long>();
      var staying = new ArrayList<Message>();
      for (var message : messages) {
        if (wanted.test(message)) {
          uids.add(message.uid());
          message.stored().setFlags(ImapFlags.from(Set.of(ImapFlags.DELETED)), true);
        } else {
          staying.add(message);
        }
      }
      if (!uids.isEmpty()) {
        greenMail.expunge(ranges(uids));
        messages = staying;
        modSequence++;
        watchers.forEach(Watcher::changed);
      }
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Under the lock: nothing is here any more, and nothing will be. Who has it open sees it empty.
  ///
  /// @return what GreenMail calls it
  String close() {
    expunge(message -> true);
    closed = true;
    return greenMail.getName();
  }

  private boolean holds(Message message) {
    return Collections.binarySearch(
            messages, message, (one, other) -> Long.compare(one.uid(), other.uid()))
        >= 0;
  }

  private Message put(byte[] octets, Set<String> flags, Instant received)
      throws FolderClosedException {
    if (closed) {
      throw new FolderClosedException();
    }
    var recent = new HashSet<>(flags);
    recent.add(ImapFlags.RECENT);
    long uid =
        greenMail.appendMessage(
            new OpaqueMessage(octets), ImapFlags.from(recent), Date.from(received));
    var stored = greenMail.getMessages().getLast();
    if (stored.getUid() != uid) {
      throw new IllegalStateException("GreenMail's folder has changed unasked");
    }
    var message = new Message(stored, octets.length, recent, ++modSequence);
    messages.add(message);
    for (var watcher : watchers) {
      if (watcher.claims(message)) {
        claim(message);
        break;
      }
    }
    watchers.forEach(Watcher::changed);
    return message;
  }

  /// That a message is recent no more is no news to anybody else.
  private static void claim(Message message) {
    var flags = new HashSet<>(message.flags());
    flags.remove(ImapFlags.RECENT);
    message.flag(flags, message.modSequence());
  }

  /// Few where numbers follow each other: GreenMail looks through all of them for each message.
  private static IdRange[] ranges(List<Long> uids) {
    var ranges = new ArrayDeque<IdRange>();
    for (long uid : uids) {
      boolean follows = !ranges.isEmpty() && ranges.getLast().getHighVal() == uid - 1;
      ranges.add(new IdRange(follows ? ranges.removeLast().getLowVal() : uid, uid));
    }
    return ranges.toArray(IdRange[]::new);
  }
}
