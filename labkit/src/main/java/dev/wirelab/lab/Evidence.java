package dev.wirelab.lab;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What an exercise is judged by.
///
/// @param wire what passed since the lab was last reset
/// @param mailboxes what lies in somebody's mailbox now, by login
record Evidence(Supplier<Conversations> wire, Function<String, Mailbox> mailboxes) {

  /// The same mailboxes, and what passed over the sockets of that server.
  Evidence on(Server server) {
    return new Evidence(server::wire, mailboxes);
  }

  List<Transcript> conversations() {
    return wire.get().all();
  }

  Mailbox mailbox(String login) {
    return mailboxes.apply(login);
  }
}
