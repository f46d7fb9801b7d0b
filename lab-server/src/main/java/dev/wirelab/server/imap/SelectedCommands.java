package dev.wirelab.server.imap;

import dev.wirelab.server.imap.fetch.FetchItem;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.imap.syntax.SequenceSet;
import dev.wirelab.server.store.Flagged;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.FolderClosedException;
import dev.wirelab.server.store.Folders;
import dev.wirelab.server.store.ImapFlags;
import dev.wirelab.server.store.KeywordsException;
import dev.wirelab.server.store.Message;
import dev.wirelab.server.store.StorageFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Carries out the commands that are about the messages of the selected mailbox (RFC 3501, 6.4).
record SelectedCommands(Selected selected, Folders folders, Wording wording, Output out) {

  /// @return what stands behind OK
  String answer(Command.OfMessages command) throws Refusal, IOException {
    return switch (command) {
      case Command.Check check -> wording.completed("CHECK");
      case Command.Expunge(Optional<SequenceSet> uids) -> {
        selected.requireWritable();
        removeDeleted(uids);
        yield completed(uids.isPresent(), "EXPUNGE");
      }
      case Command.Search search -> {
        new SearchResponse(selected, out).write(search);
        yield completed(search.uid(), "SEARCH");
      }
      case Command.Fetch fetch -> fetch(fetch);
      case Command.Store store -> store(store);
      case Command.Copy copy -> copy(copy);
    };
  }

  private String completed(boolean uid, String command) {
    return wording.completed(uid ? "UID " + command : command);
  }

  /// Removes what is deleted; the client hears of it with the next news.
  ///
  /// @param uids of these only, if there are some
  void removeDeleted(Optional<SequenceSet> uids) {
    long last = selected.lastUid();
    selected
        .folder()
        .expunge(message ->
            message.has(ImapFlags.DELETED)
                && uids.map(set -> set.contains(message.uid(), last)).orElse(true));
  }

  private String fetch(Command.Fetch wanted) throws Refusal, IOException {
    var numbers = selected.numbers(wanted.messages(), wanted.uid());
    var items = withUid(wanted);
    if (wanted.changedSince().isPresent()) {
      items = Selected.with(items, new FetchItem.ModSequence());
    }
    long since = wanted.changedSince().orElse(0L);
    boolean seen =
        !selected.isReadOnly()
            && items.stream()
                .anyMatch(item -> item instanceof FetchItem.Content(_, _, _, var s) && s);
    for (int number : numbers) {
      var message = selected.messages().get(number - 1);
      if (message.modSequence() <= since) {
        continue;
      }
      if (seen) {
        change(message, Long.MAX_VALUE, flags -> union(flags, Set.of(ImapFlags.SEEN)));
      }
      selected.fetch(out, number, items);
    }
    return completed(wanted.uid(), "FETCH");
  }

  /// UID FETCH tells the UIDs even if it is not asked for them (RFC 3501, 6.4.8).
  private static List<FetchItem> withUid(Command.Fetch wanted) {
    if (!wanted.uid() || wanted.items().contains(new FetchItem.Uid())) {
      return wanted.items();
    }
    var items = new ArrayList<FetchItem>();
    items.add(new FetchItem.Uid());
    items.addAll(wanted.items());
    return items;
  }

  private String store(Command.Store wanted) throws Refusal, IOException {
    selected.requireWritable();
    var named = wanted.uid() ? List.<FetchItem>of(new FetchItem.Uid()) : List.<FetchItem>of();
    UnaryOperator<Set<String>> change =
        flags ->
            switch (wanted.change()) {
              case REPLACE -> wanted.flags();
              case ADD -> union(flags, wanted.flags());
              case REMOVE -> without(flags, wanted.flags());
            };
    boolean allThere = true;
    var modified = new ArrayList<Long>();
    for (int number : selected.numbers(wanted.messages(), wanted.uid())) {
      var message = selected.messages().get(number - 1);
      var outcome = change(message, wanted.unchangedSince().orElse(Long.MAX_VALUE), change);
      allThere &= outcome != Flagged.GONE;
      if (outcome == Flagged.MODIFIED) {
        modified.add(wanted.uid() ? message.uid() : number);
      } else if (wanted.silent()) {
        selected.knowsFlags(message);
        if (outcome == Flagged.DONE && selected.isTellingModSequences()) {
          selected.fetch(out, number, Selected.with(named, new FetchItem.ModSequence()));
        }
      } else if (outcome == Flagged.DONE) {
        selected.fetch(out, number, Selected.with(named, new FetchItem.Flags()));
      }
    }
    if (!allThere) {
      throw Refusal.no(
          "EXPUNGEISSUED", "Somebody has removed some of the messages; NOOP tells which");
    }
    return (modified.isEmpty() ? "" : "[MODIFIED " + SequenceSet.text(modified) + "] ")
        + completed(wanted.uid(), "STORE");
  }

  private Flagged change(Message message, long unchangedSince, UnaryOperator<Set<String>> change)
      throws Refusal {
    try {
      return selected.folder().flag(message, unchangedSince, change);
    } catch (KeywordsException e) {
      throw Refusal.no("LIMIT", e.getMessage());
    }
  }

  private static Set<String> union(Set<String> flags, Set<String> more) {
    var all = caseless(flags);
    all.addAll(more);
    return all;
  }

  private static Set<String> without(Set<String> flags, Set<String> fewer) {
    var left = caseless(flags);
    left.removeAll(caseless(fewer));
    return left;
  }

  private static TreeSet<String> caseless(Set<String> flags) {
    var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(flags);
    return set;
  }

  private String copy(Command.Copy wanted) throws Refusal, IOException {
    var target = MailboxCommands.target(folders, wanted.mailbox());
    if (wanted.move()) {
      selected.requireWritable();
    }
    var messages =
        selected.numbers(wanted.messages(), wanted.uid()).stream()
            .map(number -> selected.messages().get(number - 1))
            .toList();
    try {
      return wanted.move() ? move(wanted, messages, target) : copy(wanted, messages, target);
    } catch (StorageFullException e) {
      throw Refusal.of(e);
    } catch (FolderClosedException e) {
      throw MailboxCommands.tryCreate();
    } catch (KeywordsException e) {
      throw Refusal.no("LIMIT", e.getMessage());
    }
  }

  private String copy(Command.Copy wanted, List<Message> messages, Folder target)
      throws StorageFullException, FolderClosedException, KeywordsException {
    var uids = target.copy(messages);
    return copyUid(target, messages.stream().map(Message::uid).toList(), uids)
        + completed(wanted.uid(), "COPY");
  }

  /// What was moved where is told before the numbers change (RFC 6851, 4.3).
  private String move(Command.Copy wanted, List<Message> messages, Folder target)
      throws StorageFullException, FolderClosedException, KeywordsException, IOException {
    var moved = selected.folder().move(messages, target);
    if (!moved.isEmpty()) {
      out.line(
          "* OK "
              + copyUid(
                  target,
                  moved.stream().map(one -> one.message().uid()).toList(),
                  moved.stream().map(Folder.Moved::uid).toList())
              + "Moved");
    }
    return completed(wanted.uid(), "MOVE");
  }

  private static String copyUid(Folder target, List<Long> from, List<Long> to) {
    return from.isEmpty()
        ? ""
        : "[COPYUID %d %s %s] "
            .formatted(target.uidValidity(), SequenceSet.text(from), SequenceSet.text(to));
  }
}
