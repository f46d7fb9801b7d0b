package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One SMTP connection, spoken by hand (RFC 5321).
///
/// ```java
/// var smtp = lab.smtp();             // S: 220 foo.com Simple Mail Transfer Service Ready
/// smtp.send("EHLO bar.com");         // C: EHLO bar.com
///                                    // S: 250-foo.com greets bar.com
///                                    // ...
/// smtp.send("""
///     MAIL FROM:<Smith@bar.com>
///     RCPT TO:<Jones@foo.com>
///     DATA
///     Blah blah blah...
///     .
///     """);
/// smtp.send("QUIT");
/// ```
///
/// After a 354 the lines are the text of a message: they go out without waiting until a lone dot
/// ends them, in this call or a later one (RFC 5321, 4.1.1.4). No dot is stuffed (4.5.2).
public final class Smtp extends Conversation<Reply> {

  private static final int CLOSING = 221;
  private static final int NOT_AVAILABLE = 421;

  private Reply greeting = Reply.NONE;

  Smtp(Dialogue dialogue, Blackboard board, Duration timeout) {
    super(Protocol.SMTP, dialogue, board, timeout);
  }

  /// What the server said before the client said anything (RFC 5321, 3.1).
  public Reply greeting() {
    return greeting;
  }

  @Override
  public Smtp timeout(Duration timeout) {
    super.timeout(timeout);
    return this;
  }

  @Override
  void greeted(Reply greeting) {
    this.greeting = greeting;
  }

  @Override
  Reply nothing() {
    return Reply.NONE;
  }

  @Override
  Reply understand(List<Line> lines) {
    return Reply.of(lines.stream().map(Line::text).toArray(String[]::new));
  }

  @Override
  Optional<String> farewell(Reply reply, Line last) {
    return reply.code() == CLOSING || reply.code() == NOT_AVAILABLE
        ? Optional.of(Wording.say("conversation.over.reply", reply.code()))
        : Optional.empty();
  }
}
