package dev.wirelab.server.imap;

import dev.wirelab.server.imap.fetch.FetchItem;
import dev.wirelab.server.imap.search.SearchQuery;
import dev.wirelab.server.imap.syntax.SequenceSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A command that a client may send, taken apart (RFC 3501, 6). Names of mailboxes are decoded.
sealed interface Command {

  /// Whether it is about the numbers of changes: from then on the client is told them with every
  /// change (RFC 7162, 3.1, "CONDSTORE enabling command").
  default boolean asksForModSequences() {
    return false;
  }

  /// About mailboxes, of which none need be open.
  sealed interface OfMailboxes extends Command {}

  /// About the mailbox that is open, and its messages.
  sealed interface OfMessages extends Command {}

  /// What can you do?
  record Capability() implements Command {}

  /// Nothing, or: is there news?
  record Noop() implements Command {}

  /// Goodbye.
  record Logout() implements Command {}

  /// Who are you?
  record Id() implements Command {}

  /// Go over to TLS (RFC 3501, 6.2.1).
  record StartTls() implements Command {}

  /// Prove yourself (RFC 4422).
  ///
  /// @param initial the first response, in base64, if it came along (RFC 4959)
  record Authenticate(String mechanism, Optional<String> initial) implements Command {
    @Override
    public String toString() {
      return "Authenticate[mechanism=" + mechanism + "]";
    }
  }

  /// Let me in.
  record Login(String user, String password) implements Command {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /// Speak as these extensions have it (RFC 5161).
  record Enable(List<String> capabilities) implements Command {

    /// Whether this is one of them.
    boolean condstore() {
      return capabilities.contains("CONDSTORE");
    }
  }

  /// Open a mailbox.
  ///
  /// @param readOnly whether it was EXAMINE
  /// @param asksForModSequences whether CONDSTORE stood behind it (RFC 7162, 3.1.8)
  record Select(String mailbox, boolean readOnly, boolean asksForModSequences) implements Command {}

  record Create(String mailbox) implements OfMailboxes {}

  record Delete(String mailbox) implements OfMailboxes {}

  record Rename(String from, String to) implements OfMailboxes {}

  record Subscribe(String mailbox) implements OfMailboxes {}

  record Unsubscribe(String mailbox) implements OfMailboxes {}

  /// Which mailboxes are there?
  ///
  /// @param subscribed whether it was LSUB
  /// @param reference stands before the pattern, both in modified UTF-7
  record ListMailboxes(boolean subscribed, String reference, String pattern)
      implements OfMailboxes {}

  /// How is it with a mailbox that is not open?
  record Status(String mailbox, List<StatusItem> items) implements OfMailboxes {
    @Override
    public boolean asksForModSequences() {
      return items.contains(StatusItem.HIGHESTMODSEQ);
    }
  }

  /// What STATUS can tell (RFC 3501, 6.3.10; RFC 7162, 3.1.7).
  enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    HIGHESTMODSEQ
  }

  /// Put a message into a mailbox.
  record Append(String mailbox, Set<String> flags, Optional<Instant> received, byte[] message)
      implements OfMailboxes {}

  /// Which names belong to whom (RFC 2342)?
  record Namespace() implements Command {}

  /// Tell me when something happens (RFC 2177).
  record Idle() implements Command {}

  /// Save what is to be saved.
  record Check() implements OfMessages {}

  /// Remove what is deleted, silently, and close the mailbox.
  record Close() implements Command {}

  /// Close the mailbox (RFC 3691).
  record Unselect() implements Command {}

  /// Remove what is deleted.
  ///
  /// @param uids of these only, if it was UID EXPUNGE (RFC 4315)
  record Expunge(Optional<SequenceSet> uids) implements OfMessages {}

  /// Find messages.
  ///
  /// @param tag which the answer of RFC 4731 repeats
  /// @param uid whether UIDs are told, not numbers
  record Search(String tag, boolean uid, SearchQuery query) implements OfMessages {
    @Override
    public boolean asksForModSequences() {
      return query.key().asksForModSequences();
    }
  }

  /// Tell me of messages.
  ///
  /// @param uid whether they are named by UIDs
  /// @param changedSince only of those that changed later (RFC 7162, 3.1.4.1), if that is said
  record Fetch(
      boolean uid, SequenceSet messages, List<FetchItem> items, Optional<Long> changedSince)
      implements OfMessages {
    @Override
    public boolean asksForModSequences() {
      return changedSince.isPresent() || items.contains(new FetchItem.ModSequence());
    }
  }

  /// Change flags.
  ///
  /// @param uid whether the messages are named by UIDs
  /// @param unchangedSince only of those that did not change later (RFC 7162, 3.1.3), if that is
  ///   said
  /// @param silent whether the client does not want to hear the outcome
  record Store(
      boolean uid,
      SequenceSet messages,
      Optional<Long> unchangedSince,
      Change change,
      boolean silent,
      Set<String> flags)
      implements OfMessages {
    @Override
    public boolean asksForModSequences() {
      return unchangedSince.isPresent();
    }
  }

  /// What to do with the flags that are there.
  enum Change {
    REPLACE,
    ADD,
    REMOVE
  }

  /// Put copies into another mailbox, or the messages themselves.
  ///
  /// @param uid whether the messages are named by UIDs
  /// @param move whether they go from here (RFC 6851)
  record Copy(boolean uid, boolean move, SequenceSet messages, String mailbox)
      implements OfMessages {}
}
