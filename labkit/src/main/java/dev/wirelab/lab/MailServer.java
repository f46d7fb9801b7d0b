package dev.wirelab.lab;

import dev.wirelab.server.Account;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.StoredMessage;
import dev.wirelab.server.chaos.Chaos;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// The mail server that the lab speaks with: one of its own in this JVM, or one that others share.
interface MailServer extends AutoCloseable {

  String host();

  int port(ServiceName service);

  Set<ServiceName> services();

  SSLContext trusting();

  Clock clock();

  List<Account> accounts();

  /// What lies in somebody's INBOX.
  List<StoredMessage> inbox(String login);

  /// What it was seeded from.
  String fixture();

  /// Where a conversation of this notebook with it is written down.
  Dialogue dialogue(Protocol protocol, boolean tls);

  /// What has passed: at the server, if that is ours; between this notebook and it, if it is not.
  ///
  /// @param clients what passed over other sockets of this notebook
  List<Dialogue> dialogues(Wire clients);

  /// @throws IllegalStateException if others would suffer, too
  Chaos chaos();

  /// As much of it back to the beginning as is ours.
  ///
  /// @return what is not, in a sentence
  Optional<String> reset();

  @Override
  void close();
}
