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

/// One IMAP connection, spoken by hand, tags and all (RFC 3501).
///
/// ```java
/// var imap = lab.imap();                           // S: * OK example.com IMAP4rev1 ... ready
/// imap.send("A1 LOGIN frobozz xyzzy");             // C: A1 LOGIN frobozz ********
/// imap.send("A2 SELECT INBOX").untagged("EXISTS")  // [1 EXISTS]
/// imap.send("A3 FETCH 1 BODY.PEEK[HEADER]").literal()
/// ```
///
/// Behind a literal's `{n}` the server says `+` and the next lines are its octets, CR LF counted,
/// until there are n; then the rest of the command follows, at least its end of line (RFC 3501,
/// 4.3).
public final class Imap extends Conversation<ImapReply> {

  private ImapReply greeting = ImapReply.NONE;

  Imap(Dialogue dialogue, Blackboard board, Duration timeout) {
    super(Protocol.IMAP, dialogue, board, timeout);
  }

  /// What the server said before the client said anything (RFC 3501, 7.1).
  public ImapReply greeting() {
    return greeting;
  }

  /// Waits for what the server says unasked, during IDLE for one (RFC 2177).
  ///
  /// @return the next line, with its literals
  /// @throws ConversationException if nothing comes in time: the conversation goes on then
  public ImapReply await() {
    return news();
  }

  @Override
  public Imap timeout(Duration timeout) {
    super.timeout(timeout);
    return this;
  }

  @Override
  void greeted(ImapReply greeting) {
    this.greeting = greeting;
  }

  @Override
  ImapReply nothing() {
    return ImapReply.NONE;
  }

  @Override
  ImapReply understand(List<Line> lines) {
    return ImapReply.of(lines);
  }

  @Override
  Optional<String> farewell(ImapReply reply, Line last) {
    return last.meaning() instanceof Meaning.Status(_, _, var answers) && answers.equals("LOGOUT")
        ? Optional.of(Wording.say("conversation.over.command", "LOGOUT"))
        : Optional.empty();
  }
}
