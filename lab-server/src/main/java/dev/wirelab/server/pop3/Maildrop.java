package dev.wirelab.server.pop3;

import dev.wirelab.server.store.Mailstore;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Somebody's INBOX as it was at login, which nobody else opens by POP3 until this is closed (RFC
/// 1939, 4). What is marked is deleted by [#update()] and not before. For one thread.
final class Maildrop implements AutoCloseable {

  private static final String INBOX = "INBOX";

  private final Mailstore mail;
  private final String owner;
  private final Semaphore lock;
  private final List<Item> items;
  private final BitSet marked = new BitSet();
  private boolean open = true;

  /// @param lock held, and released at the end
  Maildrop(Mailstore mail, String owner, Semaphore lock) {
    this.mail = mail;
    this.owner = owner;
    this.lock = lock;
    var messages = mail.snapshot(owner, INBOX).orElseThrow();
    this.items =
        IntStream.range(0, messages.size()).mapToObj(i -> Item.of(i + 1, messages.get(i))).toList();
  }

  String owner() {
    return owner;
  }

  /// The messages that are not marked.
  List<Item> items() {
    return items.stream().filter(item -> !marked.get(item.number())).toList();
  }

  /// The octets of all of them.
  long octets() {
    return items().stream().mapToLong(Item::octets).sum();
  }

  /// The message of that number.
  ///
  /// @throws Refusal if there is none, or it is marked
  Item item(int number) throws Refusal {
    if (items.isEmpty()) {
      throw Refusal.of("no such message, the maildrop is empty");
    }
    if (number < 1 || number > items.size()) {
      throw Refusal.of(
          "no such message, only " + Count.of(items.size(), "message") + " in maildrop");
    }
    if (marked.get(number)) {
      throw Refusal.of("message " + number + " is deleted; RSET takes that back");
    }
    return items.get(number - 1);
  }

  /// Marks a message to be deleted.
  void mark(Item item) {
    marked.set(item.number());
  }

  /// Takes all marks back.
  void unmark() {
    marked.clear();
  }

  /// Deletes what is marked (RFC 1939, 6).
  ///
  /// @return how many messages are in the mailbox now, those that came meanwhile included
  int update() {
    if (!marked.isEmpty()) {
      mail.expunge(
          owner,
          INBOX,
          marked.stream()
              .mapToObj(number -> items.get(number - 1).message().uid())
              .collect(Collectors.toSet()));
    }
    return mail.snapshot(owner, INBOX).orElseThrow().size();
  }

  /// Lets others in. What is marked and not deleted stays.
  @Override
  public void close() {
    if (open) {
      open = false;
      lock.release();
    }
  }
}
