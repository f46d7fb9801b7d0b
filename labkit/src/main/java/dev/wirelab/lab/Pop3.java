package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One POP3 connection, spoken by hand (RFC 1939).
///
/// ```java
/// var pop3 = lab.pop3();                // S: +OK POP3 server ready <1896.6971@mailgate.dobbs.org>
/// pop3.send("USER bob");
/// pop3.send("PASS redqueen");           // C: PASS ********
/// pop3.send("RETR 1").payload()         // the message, its lines parted by CR LF
/// ```
public final class Pop3 extends Conversation<Pop3Reply> {

  private Pop3Reply greeting = Pop3Reply.NONE;

  Pop3(Dialogue dialogue, Blackboard board, Duration timeout) {
    super(Protocol.POP3, dialogue, board, timeout);
  }

  /// What the server said before the client said anything (RFC 1939, 4).
  public Pop3Reply greeting() {
    return greeting;
  }

  @Override
  public Pop3 timeout(Duration timeout) {
    super.timeout(timeout);
    return this;
  }

  @Override
  void greeted(Pop3Reply greeting) {
    this.greeting = greeting;
  }

  @Override
  Pop3Reply nothing() {
    return Pop3Reply.NONE;
  }

  @Override
  Pop3Reply understand(List<Line> lines) {
    return Pop3Reply.of(lines);
  }

  @Override
  Optional<String> farewell(Pop3Reply reply, Line last) {
    return last.meaning() instanceof Meaning.Status(_, _, var answers) && answers.equals("QUIT")
        ? Optional.of(Wording.say("conversation.over.command", "QUIT"))
        : Optional.empty();
  }
}
