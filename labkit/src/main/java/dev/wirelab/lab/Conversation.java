package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.Stamp;
import dev.wirelab.lab.exchange.Transcription;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// One connection, spoken by hand: what is given to [#send] goes out as it stands, and both sides
/// are printed as they pass.
///
/// ```java
/// var pop3 = lab.pop3();           // S: +OK POP3 server ready <1896.6971@mailgate.dobbs.org>
/// pop3.send("USER bob");           // C: USER bob
///                                  // S: +OK bob
/// ```
///
/// Nothing is added to what is typed but the CR LF at each line's end. One thread at a time may
/// speak; [#close()] may come from any. After the server's yes to STARTTLS or STLS the handshake
/// follows by itself, and the same conversation goes on inside TLS.
///
/// @param <R> what the server answers with
public abstract sealed class Conversation<R> implements AutoCloseable
    permits Smtp, Pop3, Imap, Http {

  /// No reply of SMTP lists more.
  private static final int MOST_LINES_OF_A_REPLY = 1_000;

  /// A larger answer is nobody's message.
  private static final long LARGEST_ANSWER = 64L * 1024 * 1024;

  private final Protocol protocol;
  private final Transcription transcription;
  private final Dialogue dialogue;
  private final Printout printout;
  private final Link link;
  private Endpoint endpoint;
  private Duration timeout;
  private volatile String over;

  Conversation(Protocol protocol, Dialogue dialogue, Blackboard board, Duration timeout) {
    this.protocol = protocol;
    this.transcription = new Transcription(protocol);
    this.dialogue = dialogue;
    this.link = new Link(transcription, dialogue);
    this.printout = new Printout(board);
    this.timeout = timeout;
  }

  /// Connects, and leaves the greeting to [#greet()].
  ///
  /// @throws ConversationException if nobody answers there
  void open(Endpoint to) {
    endpoint = to;
    try {
      link.connect(to, timeout);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw fail(trouble().interrupted(Wording.say("awaiting.connection")));
      }
      throw fail(trouble().connecting(to, e));
    }
    if (to.tls()) {
      encrypt();
    }
  }

  /// Shakes hands; from here on all is encrypted.
  private void encrypt() {
    var awaited = Wording.say("awaiting.handshake");
    try {
      printout.remark(Wording.say("conversation.encrypted", link.encrypt(timeout)));
    } catch (SSLException e) {
      throw fail(trouble().handshake(endpoint, e));
    } catch (IOException e) {
      throw broken(awaited, e);
    }
  }

  /// Waits for what the server says first, where it does.
  void greet() {
    if (transcription.due()) {
      greeted(receive());
    }
  }

  /// Sends one line or several as they stand, CR LF behind each, and waits for what is due.
  ///
  /// Of several commands each waits for the answer to the one before.
  ///
  /// @param text lines parted by `\n` or CR LF; an end of line at the very end counts for nothing
  /// @return the last answer, or one that says that none was due
  /// @throws ConversationException if the conversation is over, or ends for another reason than a
  ///   goodbye: no answer in time, the server gone, the thread interrupted
  public R send(String text) {
    var last = nothing();
    for (var line : linesOf(text)) {
      requireOpen(line);
      last = pass((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    flush();
    return last;
  }

  /// Sends octets as they are, nothing added, and waits for what is due: several commands at once,
  /// half a line, a line that ends with LF alone.
  ///
  /// @return the last answer, or one that says that none was due
  /// @throws ConversationException as [#send] does
  public R sendBytes(byte[] octets) {
    requireOpen(new String(octets, StandardCharsets.UTF_8).strip());
    var last = pass(octets);
    flush();
    return last;
  }

  private void requireOpen(String line) {
    if (over != null) {
      throw new ConversationException(
          Wording.say("conversation.over", over, Visible.line(line), name()));
    }
  }

  private R pass(byte[] octets) {
    var stamp = Stamp.now(dialogue);
    for (byte octet : octets) {
      transcription.add(Peer.CLIENT, octet, stamp).ifPresent(printout::line);
    }
    try {
      link.write(octets);
    } catch (IOException e) {
      throw broken(Trouble.awaited(transcription.asked(), false), e);
    }
    var last = nothing();
    while (over == null && transcription.due()) {
      last = receive();
    }
    return last;
  }

  private void flush() {
    try {
      if (over == null) {
        link.flush();
      }
    } catch (IOException e) {
      throw broken(Wording.say("awaiting.nothing"), e);
    }
  }

  /// Waits for what the server says unasked. If nothing comes the conversation goes on, since
  /// nothing was due.
  ///
  /// @throws ConversationException as [#send] does, or if nothing comes in time
  R news() {
    return receive(true);
  }

  /// Waits for the next answer.
  private R receive() {
    return receive(false);
  }

  private R receive(boolean unasked) {
    var asked = transcription.asked();
    var lines = new ArrayList<Line>();
    link.within(timeout);
    try {
      link.flush();
      long octets = 0;
      do {
        lines.add(link.next());
        printout.line(lines.getLast());
        octets += lines.getLast().size();
        if (octets > LARGEST_ANSWER) {
          throw new ProtocolException(Wording.say("conversation.answer.too.long", LARGEST_ANSWER));
        }
      } while (goesOn(lines));
    } catch (EOFException e) {
      if (!transcription.closed()) {
        throw broken(Trouble.awaited(asked, !lines.isEmpty()), e);
      }
      rest(lines);
    } catch (IOException e) {
      boolean quiet = lines.isEmpty() && transcription.begunBy(Peer.SERVER) == 0;
      if (unasked && quiet && e instanceof SocketTimeoutException) {
        throw new ConversationException(trouble().noNews());
      }
      throw broken(Trouble.awaited(asked, !lines.isEmpty()), e);
    }
    return understood(lines, asked);
  }

  private void rest(List<Line> lines) {
    transcription
        .rest(Peer.SERVER, Stamp.now(dialogue))
        .ifPresent(line -> {
          lines.add(line);
          printout.line(line);
        });
    printout.finishMessage();
    end(Wording.say("conversation.over.server"));
  }

  private boolean goesOn(List<Line> lines) {
    boolean readable = !(lines.getLast().meaning() instanceof Meaning.Other);
    boolean endless = protocol == Protocol.SMTP && lines.size() >= MOST_LINES_OF_A_REPLY;
    return readable && !endless && transcription.due() && !transcription.answerEnded();
  }

  private R understood(List<Line> lines, String asked) {
    R answer;
    try {
      answer = understand(lines);
    } catch (IllegalArgumentException e) {
      throw fail(
          Wording.say(
              "conversation.not.a.reply",
              Trouble.awaited(asked, false),
              e.getMessage(),
              protocol.name()));
    }
    farewell(answer, lines.getLast()).ifPresent(this::end);
    if (over == null && lines.getLast().meaning().startsTls()) {
      encrypt();
    }
    return answer;
  }

  /// Puts into words why the socket gave up.
  private ConversationException broken(String awaited, IOException e) {
    if (over != null) {
      return fail(Wording.say("conversation.ended.meanwhile", awaited, over));
    }
    if (Thread.currentThread().isInterrupted()) {
      return fail(trouble().interrupted(awaited));
    }
    return fail(trouble().waiting(awaited, e));
  }

  private Trouble trouble() {
    return new Trouble(protocol, timeout);
  }

  /// An answer that comes too late would be taken for the next one: what has failed is closed.
  private ConversationException fail(String message) {
    end(Wording.say("conversation.over.failed"));
    return new ConversationException(message);
  }

  /// Sets how long to wait for an answer; 10 seconds unless told otherwise.
  ///
  /// @throws IllegalArgumentException if that is not more than nothing
  public Conversation<R> timeout(Duration timeout) {
    if (timeout.toMillis() <= 0) {
      throw new IllegalArgumentException(Wording.say("conversation.timeout.none", timeout));
    }
    this.timeout = timeout;
    return this;
  }

  /// From here on every octet travels in a segment of its own: a server that takes a segment for a
  /// line will not understand a word (RFC 9293, 2.2).
  void split(boolean split) {
    link.split(split);
  }

  /// Whether there is still somebody to talk to, as far as this end knows.
  public boolean isOpen() {
    return over == null;
  }

  /// Whether the connection is encrypted by now.
  public boolean isEncrypted() {
    return dialogue.tls();
  }

  /// Whether the client has begun something that its next line goes on with: a message, a literal,
  /// a request.
  boolean unfinished() {
    return isOpen() && transcription.unfinished();
  }

  /// All that has passed so far.
  public Transcript transcript() {
    return Transcript.of(dialogue);
  }

  /// Hangs up without a goodbye; after one it is not needed.
  @Override
  public void close() {
    end(Wording.say("conversation.over.closed"));
  }

  /// Hangs up.
  ///
  /// @param reason why, for whoever speaks next
  void end(String reason) {
    if (over == null) {
      over = reason;
    }
    link.close();
  }

  /// This end's port.
  int clientPort() {
    return dialogue.clientPort();
  }

  /// The greeting has come.
  void greeted(R greeting) {}

  /// What is answered where nothing is due.
  abstract R nothing();

  /// Makes an answer of its lines.
  ///
  /// @throws IllegalArgumentException if they are none; it says why
  abstract R understand(List<Line> lines);

  /// Why the conversation is over after this answer; nothing, if it is not.
  abstract Optional<String> farewell(R answer, Line last);

  /// The protocol's name as in `lab.smtp()`.
  private String name() {
    return protocol.name().toLowerCase(Locale.ROOT);
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
    return over == null
        ? Wording.say("conversation.open", protocol.name())
        : Wording.say("conversation.finished", protocol.name(), over);
  }
}
