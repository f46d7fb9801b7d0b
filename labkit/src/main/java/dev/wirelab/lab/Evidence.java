package dev.wirelab.lab;

import java.util.List;

/// What an exercise is judged by.
interface Evidence {

  /// What passed over the server's sockets since the lab was last reset, oldest first.
  List<Transcript> conversations();

  /// What lies in somebody's mailbox now.
  Mailbox mailbox(String login);
}
