package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.wire.Dialogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Begins conversations, and knows those that have not ended.
final class OpenConversations {

  private final List<Conversation<?>> open = new ArrayList<>();

  /// Makes a conversation that is not connected yet.
  interface Kind<C extends Conversation<?>> {
    C begin(Dialogue dialogue, Blackboard board, Duration timeout);
  }

  /// Connects to a service of the lab, and leaves the greeting to be read.
  ///
  /// @throws ConversationException if nobody answers
  <C extends Conversation<?>> C begin(
      MailServer server, ServiceName service, Kind<C> kind, Blackboard where) {
    var endpoint =
        new Endpoint(server.host(), server.port(service), service.tls(), server::trusting);
    return begin(server.dialogue(service.protocol(), service.tls()), endpoint, kind, where);
  }

  /// Connects, and leaves the greeting to be read.
  ///
  /// @throws ConversationException if nobody answers
  <C extends Conversation<?>> C begin(
      Dialogue dialogue, Endpoint endpoint, Kind<C> kind, Blackboard where) {
    var conversation = kind.begin(dialogue, where, Lab.TIMEOUT);
    conversation.open(endpoint);
    synchronized (this) {
      open.removeIf(earlier -> !earlier.isOpen());
      open.add(conversation);
    }
    return conversation;
  }

  /// Whether one of them has this port at its end.
  synchronized boolean isAt(int clientPort) {
    return open.stream().anyMatch(conversation -> conversation.clientPort() == clientPort);
  }

  /// Ends them all.
  ///
  /// @param reason why, for whoever speaks next
  synchronized void end(String reason) {
    open.forEach(conversation -> conversation.end(reason));
    open.clear();
  }
}
