package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.SmtpGrammar;
import dev.wirelab.lab.exchange.View;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One SMTP connection, spoken by hand: what is given to [#send] goes out as it stands, and both
/// sides are printed as they pass.
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
/// Nothing is added to what is typed but the CR LF at each line's end; above all, no dot is stuffed
/// (RFC 5321, 4.5.2). One thread at a time may speak; [#close()] may come from any.
public final class Smtp implements AutoCloseable {

  private static final int CLOSING = 221;
  private static final int NOT_AVAILABLE = 421;
  private static final int MOST_LINES = 1_000;

  private final Socket socket = new Socket();
  private final SmtpGrammar grammar = new SmtpGrammar();
  private final Mask mask = new Mask(Protocol.SMTP);
  private final Dialogue dialogue;
  private final Blackboard board;
  private OutputStream out;
  private ReplyReader in;
  private Duration timeout;
  private Reply greeting = Reply.NONE;
  private volatile String over;

  private Smtp(Dialogue dialogue, Blackboard board, Duration timeout) {
    this.dialogue = dialogue;
    this.board = board;
    this.timeout = timeout;
  }

  /// Connects, and leaves the greeting to [#greet()].
  ///
  /// @param dialogue where the conversation is written down
  /// @throws ConversationException if nobody answers there
  static Smtp connect(
      String host, int port, Dialogue dialogue, Blackboard board, Duration timeout) {
    var smtp = new Smtp(dialogue, board, timeout);
    smtp.open(host, port);
    return smtp;
  }

  private void open(String host, int port) {
    try {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      out = new BufferedOutputStream(dialogue.recording(socket.getOutputStream(), Peer.CLIENT));
      in = new ReplyReader(socket, dialogue.recording(socket.getInputStream(), Peer.SERVER));
    } catch (ConnectException e) {
      throw fail(Wording.say("smtp.refused", host, port), e);
    } catch (UnknownHostException e) {
      throw fail(Wording.say("smtp.unknown.host", host), e);
    } catch (SocketTimeoutException e) {
      throw fail(Wording.say("smtp.connect.timeout", host, port, seconds()), e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw fail(Wording.say("smtp.interrupted", Wording.say("awaiting.connection")), e);
      }
      throw fail(Wording.say("smtp.connect.failed", host, port, e.getMessage()), e);
    }
  }

  /// Waits for the first line of the conversation, which is the server's (RFC 5321, 3.1).
  void greet() {
    greeting = receive(Wording.say("awaiting.greeting"));
  }

  /// What the server said before the client said anything (RFC 5321, 3.1).
  public Reply greeting() {
    return greeting;
  }

  /// Sends one line or several as they stand, CR LF behind each, and waits for what is due.
  ///
  /// Of several commands each waits for the reply to the one before. After a 354 the lines are the
  /// text of a message: they go out without waiting until a lone dot ends them, in this call or a
  /// later one (RFC 5321, 4.1.1.4).
  ///
  /// @param text lines parted by `\n` or CR LF; an end of line at the very end counts for nothing
  /// @return the last reply, or [Reply#NONE] if none was due
  /// @throws ConversationException if the conversation is over, or ends for another reason than a
  ///   QUIT: no reply in time, the server gone, the thread interrupted
  public Reply send(String text) {
    var last = Reply.NONE;
    for (var line : linesOf(text)) {
      last = say(line);
    }
    flush();
    return last;
  }

  private Reply say(String line) {
    if (over != null) {
      throw new ConversationException(Wording.say("smtp.over", over, Visible.line(line)));
    }
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    var meaning = grammar.read(Peer.CLIENT, line, Ending.CRLF);
    board.print(View.spoken(Peer.CLIENT, Visible.line(mask.line(Peer.CLIENT, line, true))));
    try {
      out.write(octets);
      out.write('\r');
      out.write('\n');
    } catch (IOException e) {
      throw broken(awaited(meaning), e);
    }
    return grammar.inPayload() ? Reply.NONE : receive(awaited(meaning));
  }

  private void flush() {
    try {
      if (over == null) {
        out.flush();
      }
    } catch (IOException e) {
      throw broken(Wording.say("awaiting.nothing"), e);
    }
  }

  private Reply receive(String awaited) {
    var lines = new ArrayList<String>();
    try {
      out.flush();
      in.within(timeout);
      do {
        var line = Visible.decode(in.line());
        grammar.read(Peer.SERVER, line, Ending.CRLF);
        board.print(View.spoken(Peer.SERVER, Visible.line(mask.line(Peer.SERVER, line, true))));
        lines.add(line);
      } while (Reply.continues(lines.getLast()) && lines.size() < MOST_LINES);
    } catch (IOException e) {
      throw broken(awaited, e);
    }
    return understood(lines, awaited);
  }

  private Reply understood(List<String> lines, String awaited) {
    Reply reply;
    try {
      reply = Reply.of(lines.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw fail(Wording.say("smtp.not.a.reply", awaited, e.getMessage()), e);
    }
    if (reply.code() == CLOSING || reply.code() == NOT_AVAILABLE) {
      end(Wording.say("smtp.over.reply", reply.code()));
    }
    return reply;
  }

  private static String awaited(Meaning meaning) {
    return switch (meaning) {
      case Meaning.EndOfPayload _ -> Wording.say("awaiting.message");
      case Meaning.Credential _ -> Wording.say("awaiting.reply", "AUTH");
      case Meaning.Command(var verb, _) -> Wording.say("awaiting.reply", Visible.line(verb));
      default -> Wording.say("awaiting.nothing");
    };
  }

  /// Puts into words why the socket gave up.
  private ConversationException broken(String awaited, IOException e) {
    if (over != null) {
      return fail(Wording.say("smtp.ended.meanwhile", awaited, over), e);
    }
    if (Thread.currentThread().isInterrupted()) {
      return fail(Wording.say("smtp.interrupted", awaited), e);
    }
    return switch (e) {
      case SocketTimeoutException _ -> fail(Wording.say("smtp.timeout", awaited, seconds()), e);
      case EOFException _ -> fail(Wording.say("smtp.closed", awaited), e);
      default -> fail(Wording.say("smtp.broken", awaited, e.getMessage()), e);
    };
  }

  /// A reply that comes too late would be taken for the next one: what has failed is closed.
  private ConversationException fail(String message, Exception cause) {
    end(Wording.say("smtp.over.failed"));
    return new ConversationException(message, cause);
  }

  /// Sets how long to wait for a reply; 10 seconds unless told otherwise.
  ///
  /// @throws IllegalArgumentException if that is not more than nothing
  public Smtp timeout(Duration timeout) {
    if (timeout.toMillis() <= 0) {
      throw new IllegalArgumentException(Wording.say("smtp.timeout.none", timeout));
    }
    this.timeout = timeout;
    return this;
  }

  /// Whether there is still somebody to talk to, as far as this end knows.
  public boolean isOpen() {
    return over == null;
  }

  /// Whether the server takes what is sent for the text of a message.
  boolean inPayload() {
    return isOpen() && grammar.inPayload();
  }

  /// All that has passed so far.
  public Transcript transcript() {
    return Transcript.of(dialogue);
  }

  /// Hangs up without a QUIT; after a QUIT it is not needed.
  @Override
  public void close() {
    end(Wording.say("smtp.over.closed"));
  }

  /// Hangs up.
  ///
  /// @param reason why, for whoever speaks next
  void end(String reason) {
    if (over == null) {
      over = reason;
    }
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Closing is all that was wanted.
    }
  }

  private String seconds() {
    var seconds = timeout.toMillis() / 1000.0;
    return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : seconds + "";
  }

  private static List<String> linesOf(String text) {
    var normal = text.replace("\r\n", "\n");
    if (normal.endsWith("\n")) {
      normal = normal.substring(0, normal.length() - 1);
    }
    return List.of(normal.split("\n", -1));
  }

  @Override
  public String toString() {
    return over == null ? Wording.say("smtp.open") : Wording.say("smtp.finished", over);
  }
}
