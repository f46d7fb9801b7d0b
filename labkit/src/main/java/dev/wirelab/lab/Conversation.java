package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.Reading;
import dev.wirelab.lab.exchange.View;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
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

  /// More lines of a message are not printed as they pass; the transcript has them.
  private static final int MOST_PRINTED = 200;

  private final Protocol protocol;
  private final Reading reading;
  private final Dialogue dialogue;
  private final Blackboard board;
  private final Link link;
  private Endpoint endpoint;
  private Duration timeout;
  private int payload;
  private volatile String over;

  Conversation(Protocol protocol, Dialogue dialogue, Blackboard board, Duration timeout) {
    this.protocol = protocol;
    this.reading = new Reading(protocol);
    this.dialogue = dialogue;
    this.link = new Link(reading, dialogue);
    this.board = board;
    this.timeout = timeout;
  }

  /// Connects, and leaves the greeting to [#greet()].
  ///
  /// @throws ConversationException if nobody answers there
  void open(Endpoint to) {
    endpoint = to;
    var host = to.host();
    int port = to.port();
    try {
      link.connect(to, timeout);
    } catch (ConnectException e) {
      throw fail(Wording.say("conversation.refused", host, port), e);
    } catch (UnknownHostException e) {
      throw fail(Wording.say("conversation.unknown.host", host), e);
    } catch (SocketTimeoutException e) {
      throw fail(Wording.say("conversation.connect.timeout", host, port, seconds()), e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(Wording.say("awaiting.connection"), e);
      }
      throw fail(Wording.say("conversation.connect.failed", host, port, e.getMessage()), e);
    }
    if (to.tls()) {
      encrypt();
    }
  }

  /// Shakes hands; from here on all is encrypted.
  private void encrypt() {
    var awaited = Wording.say("awaiting.handshake");
    try {
      board.print(Wording.say("conversation.encrypted", link.encrypt(timeout)));
    } catch (SSLException e) {
      throw fail(
          isDistrust(e)
              ? Wording.say("conversation.tls.distrust", endpoint.host(), said(e))
              : Wording.say("conversation.tls.failed", endpoint.host(), endpoint.port(), said(e)),
          e);
    } catch (IOException e) {
      throw broken(awaited, e);
    }
  }

  private static boolean isDistrust(Throwable e) {
    return e != null && (e instanceof CertificateException || isDistrust(e.getCause()));
  }

  /// Waits for what the server says first, where it does.
  void greet() {
    if (reading.due()) {
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
    boolean encrypted = dialogue.tls();
    for (byte octet : octets) {
      reading.add(Peer.CLIENT, octet, encrypted).ifPresent(this::print);
    }
    try {
      link.write(octets);
    } catch (IOException e) {
      throw broken(awaited(reading.asked(), false), e);
    }
    var last = nothing();
    while (over == null && reading.due()) {
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

  /// Waits for the next answer, or for what the server says unasked.
  R receive() {
    var asked = reading.asked();
    var lines = new ArrayList<Line>();
    link.within(timeout);
    try {
      link.flush();
      long octets = 0;
      do {
        lines.add(link.next());
        print(lines.getLast());
        octets += lines.getLast().size();
        if (octets > LARGEST_ANSWER) {
          throw new ProtocolException(Wording.say("conversation.answer.too.long", LARGEST_ANSWER));
        }
      } while (goesOn(lines));
    } catch (EOFException e) {
      if (!reading.closed()) {
        throw broken(awaited(asked, !lines.isEmpty()), e);
      }
      rest(lines);
    } catch (IOException e) {
      throw broken(awaited(asked, !lines.isEmpty()), e);
    }
    return understood(lines, asked);
  }

  private void rest(List<Line> lines) {
    reading
        .rest(Peer.SERVER, dialogue.tls())
        .ifPresent(line -> {
          lines.add(line);
          print(line);
        });
    finishBlock();
    end(Wording.say("conversation.over.server"));
  }

  private boolean goesOn(List<Line> lines) {
    boolean readable = !(lines.getLast().meaning() instanceof Meaning.Other);
    boolean endless = protocol == Protocol.SMTP && lines.size() >= MOST_LINES_OF_A_REPLY;
    return readable && !endless && reading.due() && !reading.answerEnded();
  }

  private R understood(List<Line> lines, String asked) {
    R answer;
    try {
      answer = understand(lines);
    } catch (IllegalArgumentException e) {
      throw fail(
          Wording.say(
              "conversation.not.a.reply", awaited(asked, false), e.getMessage(), protocol.name()),
          e);
    }
    farewell(answer, lines.getLast()).ifPresent(this::end);
    if (over == null && lines.getLast().meaning().startsTls()) {
      encrypt();
    }
    return answer;
  }

  private void print(Line line) {
    if (line.meaning() instanceof Meaning.Payload) {
      payload++;
      if (payload > MOST_PRINTED) {
        return;
      }
    } else {
      finishBlock();
    }
    board.print(View.spoken(line.from(), line.shown()));
  }

  private void finishBlock() {
    if (payload > MOST_PRINTED) {
      board.print(Wording.say("conversation.cut", payload - MOST_PRINTED));
    }
    payload = 0;
  }

  /// What is due, for whoever has to wait for it.
  private static String awaited(String asked, boolean begun) {
    if (asked.equals(".")) {
      return Wording.say("awaiting.message");
    }
    if (asked.isEmpty()) {
      return Wording.say("awaiting.greeting");
    }
    return Wording.say(begun ? "awaiting.rest" : "awaiting.reply", Visible.line(asked));
  }

  /// Puts into words why the socket gave up.
  private ConversationException broken(String awaited, IOException e) {
    if (over != null) {
      return fail(Wording.say("conversation.ended.meanwhile", awaited, over), e);
    }
    if (Thread.currentThread().isInterrupted()) {
      return interrupted(awaited, e);
    }
    return switch (e) {
      case SocketTimeoutException _ ->
          fail(Wording.say("conversation.timeout", awaited, seconds(), hint(awaited), name()), e);
      case EOFException _ -> fail(Wording.say("conversation.closed", awaited, name()), e);
      default -> fail(Wording.say("conversation.broken", awaited, said(e), name()), e);
    };
  }

  /// What is most often the reason when nothing comes.
  private String hint(String awaited) {
    return Wording.find(
            awaited.equals(Wording.say("awaiting.greeting"))
                ? "timeout.greeting"
                : "timeout." + name(),
            name())
        .orElse("");
  }

  private ConversationException interrupted(String awaited, IOException e) {
    return fail(Wording.say("conversation.interrupted", awaited, name()), e);
  }

  private static String said(Exception e) {
    return Visible.line(String.valueOf(e.getMessage()));
  }

  /// An answer that comes too late would be taken for the next one: what has failed is closed.
  private ConversationException fail(String message, Exception cause) {
    end(Wording.say("conversation.over.failed"));
    return new ConversationException(message, cause);
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
  /// line will not understand a word (RFC 9293, 3.8.2).
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
    return isOpen() && reading.unfinished();
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
    return over == null
        ? Wording.say("conversation.open", protocol.name())
        : Wording.say("conversation.finished", protocol.name(), over);
  }
}
