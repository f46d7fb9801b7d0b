package dev.wirelab.server.imap;

import dev.wirelab.server.imap.fetch.FetchItem;
import dev.wirelab.server.imap.fetch.Fetched;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.imap.syntax.SequenceSet;
import dev.wirelab.server.message.Part;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.ImapFlags;
import dev.wirelab.server.store.Message;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The selected mailbox as one client knows it. It is not the mailbox as it is: what others do
/// changes the numbers of the messages only when the client is told (RFC 3501, 5.2, 7.3 and 7.4.1),
/// and a message that others have removed can be read until then (RFC 2180, 4.1).
///
/// For one thread at a time, save for what it hears as a watcher.
final class Selected implements Folder.Watcher, AutoCloseable {

  private final Folder folder;
  private final boolean readOnly;
  private final Runnable news;
  private final Folder.Watch watch;

  /// The UIDs of those messages that no session has seen before this one.
  private final Set<Long> recent = ConcurrentHashMap.newKeySet();

  /// What the client has been told of flags since the last news: UID and number of the change.
  private final Map<Long, Long> told = new HashMap<>();

  private List<Message> messages;
  private long seen;
  private boolean expungesHeldBack;
  private boolean tellsModSequences;
  private OpenedMessage opened = OpenedMessage.NONE;

  /// @param news what to run when something has changed: quick, and on whatever thread
  Selected(Folder folder, boolean readOnly, Runnable news) {
    this.folder = folder;
    this.readOnly = readOnly;
    this.news = news;
    this.watch = folder.watch(this);
    if (!readOnly) {
      folder.claimRecent().forEach(message -> recent.add(message.uid()));
    }
    var snapshot = folder.snapshot();
    this.messages = snapshot.messages();
    this.seen = snapshot.modSequence();
  }

  @Override
  public void changed() {
    news.run();
  }

  @Override
  public boolean claims(Message message) {
    return !readOnly && recent.add(message.uid());
  }

  @Override
  public void close() {
    watch.close();
  }

  /// Where flags are told, so is the number of the change, from here on (RFC 7162, 3.1).
  void tellModSequences() {
    tellsModSequences = true;
  }

  /// Whether it is.
  boolean isTellingModSequences() {
    return tellsModSequences;
  }

  /// The number of the latest change that the client has been told of.
  long modSequence() {
    return seen;
  }

  Folder folder() {
    return folder;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /// @throws Refusal if nothing may be changed here
  void requireWritable() throws Refusal {
    if (readOnly) {
      throw Refusal.no("READ-ONLY", "The mailbox was opened with EXAMINE; SELECT it to change it");
    }
  }

  int exists() {
    return messages.size();
  }

  long lastUid() {
    return messages.isEmpty() ? 0 : messages.getLast().uid();
  }

  /// The messages in their order; the first has number 1.
  List<Message> messages() {
    return messages;
  }

  long recentCount() {
    return messages.stream().filter(this::isRecent).count();
  }

  private boolean isRecent(Message message) {
    return readOnly ? message.has(ImapFlags.RECENT) : recent.contains(message.uid());
  }

  /// A message's flags, with `\Recent` as this session has it.
  SortedSet<String> flags(Message message) {
    var flags = new TreeSet<>(message.flags());
    if (isRecent(message)) {
      flags.add(ImapFlags.RECENT);
    } else {
      flags.remove(ImapFlags.RECENT);
    }
    return flags;
  }

  /// A message's parts. The last one's are remembered: who reads a large message in pieces asks for
  /// it again and again.
  Part content(Message message) {
    var remembered = opened.partOf(message);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    var part = Part.of(message.octets());
    opened = new OpenedMessage(message, new SoftReference<>(part));
    return part;
  }

  /// The numbers of the messages that are named, ascending.
  ///
  /// @param uid whether they are named by UIDs, of which there need not be all
  /// @throws Refusal if a number is named that no message has (RFC 3501, 9, "seq-number")
  List<Integer> numbers(SequenceSet set, boolean uid) throws Refusal {
    if (!uid && (set.greatest() > exists() || exists() == 0)) {
      throw noSuchNumber();
    }
    var numbers = new ArrayList<Integer>();
    for (var range : set.resolved(uid ? lastUid() : exists())) {
      int first = uid ? numberOf(range.one()) : (int) range.one();
      for (int number = first;
          number <= exists() && (uid ? messages.get(number - 1).uid() : number) <= range.other();
          number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  Refusal noSuchNumber() {
    return Refusal.bad(
        exists() == 0
            ? "The mailbox is empty, and no message has a number"
            : "No message has that number; the last is " + exists() + " (RFC 3501, 9)");
  }

  /// The number of the first message whose UID is not below this one.
  private int numberOf(long uid) {
    int low = 0;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (messages.get(middle).uid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  /// Writes a FETCH response.
  void fetch(Output out, int number, List<FetchItem> items) throws IOException {
    var message = messages.get(number - 1);
    long change = message.modSequence();
    var all = items;
    if (items.contains(new FetchItem.Flags())) {
      told.put(message.uid(), change);
      all = tellsModSequences ? with(items, new FetchItem.ModSequence()) : items;
    }
    new Fetched(
            number,
            message.uid(),
            change,
            flags(message),
            message.received(),
            message.size(),
            () -> content(message))
        .write(out, all);
  }

  /// The items, and one more behind them if it is not among them.
  static List<FetchItem> with(List<FetchItem> items, FetchItem more) {
    if (items.contains(more)) {
      return items;
    }
    var all = new ArrayList<>(items);
    all.add(more);
    return all;
  }

  /// The client knows the flags of a message as they are now.
  void knowsFlags(Message message) {
    told.put(message.uid(), message.modSequence());
  }

  /// Tells the client what has happened since it was last told.
  ///
  /// @param expunges whether numbers may change: not while FETCH, STORE or SEARCH is answered
  /// @param uids whether UIDs are to stand beside flags
  void update(Output out, boolean expunges, boolean uids) throws IOException {
    var now = folder.snapshot();
    boolean overdue = expunges && expungesHeldBack;
    if (now.modSequence() == seen && !overdue) {
      told.clear();
      return;
    }
    var known = messages;
    messages = expunges ? expunge(out, now.messages()) : hold(now.messages());
    int kept = messages.size();
    messages = withNew(now.messages());
    if (messages.size() > kept) {
      out.line("* " + exists() + " EXISTS");
      out.line("* " + recentCount() + " RECENT");
    }
    flags(out, known.isEmpty() ? 0 : known.getLast().uid(), uids);
    seen = now.modSequence();
    told.clear();
  }

  /// Tells what is gone, each number as it is after those before.
  private List<Message> expunge(Output out, List<Message> now) throws IOException {
    var there = new HashSet<>(now);
    var left = new ArrayList<Message>();
    for (var message : messages) {
      if (there.contains(message)) {
        left.add(message);
      } else {
        out.line("* " + (left.size() + 1) + " EXPUNGE");
        recent.remove(message.uid());
      }
    }
    expungesHeldBack = false;
    return left;
  }

  private List<Message> hold(List<Message> now) {
    expungesHeldBack = expungesHeldBack || !new HashSet<>(now).containsAll(messages);
    return messages;
  }

  private List<Message> withNew(List<Message> now) {
    long last = lastUid();
    if (now.isEmpty() || now.getLast().uid() <= last) {
      return messages;
    }
    var all = new ArrayList<>(messages);
    now.stream().filter(message -> message.uid() > last).forEach(all::add);
    return all.size() == now.size() ? now : Collections.unmodifiableList(all);
  }

  private void flags(Output out, long lastKnown, boolean uids) throws IOException {
    var items =
        uids
            ? List.<FetchItem>of(new FetchItem.Uid(), new FetchItem.Flags())
            : List.<FetchItem>of(new FetchItem.Flags());
    for (int number = 1; number <= exists(); number++) {
      var message = messages.get(number - 1);
      long change = message.modSequence();
      if (message.uid() <= lastKnown
          && change > seen
          && told.getOrDefault(message.uid(), 0L) < change) {
        fetch(out, number, items);
      }
    }
  }
}
