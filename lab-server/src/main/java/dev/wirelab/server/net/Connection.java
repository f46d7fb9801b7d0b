package dev.wirelab.server.net;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.FilterInputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/// One client's connection, recorded as it goes. One thread converses over it; any thread may
/// [#stop()] it.
public final class Connection implements Flushable {

  /// A client may stop to think, but not with its hands over its ears: programs read at once.
  private static final Duration READING = Duration.ofSeconds(60);

  private final Socket socket;
  private final Dialogue dialogue;
  private final Tls tls;
  private final Medium medium;
  private final WritePatience patience;
  private final ReadPatience silence;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Incoming incoming;
  private final Outgoing outgoing;
  private SSLSocket encrypted;
  private volatile boolean stopping;

  /// @param patience how long the client may be silent, and how long it may take to read, if that
  ///   is less than what nobody needs
  Connection(Socket socket, Dialogue dialogue, Tls tls, Medium medium, Duration patience)
      throws IOException {
    this.socket = socket;
    this.dialogue = dialogue;
    this.tls = tls;
    this.medium = medium;
    this.patience = new WritePatience(patience.compareTo(READING) < 0 ? patience : READING, this);
    this.silence = new ReadPatience(patience, this);
    this.outgoing = new Outgoing(recorded(socket.getOutputStream()));
    this.incoming = new Incoming(recorded(silence.over(socket.getInputStream())), this);
  }

  private OutputStream recorded(OutputStream out) {
    var timed = patience.over(out);
    return medium.outgoing(dialogue.recording(timed, Peer.SERVER), this);
  }

  /// Hangs up on a client that takes too long to read.
  void giveUp() {
    dialogue.remark("the client does not read what it is told, and is hung up on");
    cut();
  }

  private InputStream recorded(InputStream in) {
    return medium.incoming(dialogue.recording(in, Peer.CLIENT), this);
  }

  /// What the client sends; the same after [#startTls()].
  public Incoming incoming() {
    return incoming;
  }

  /// Where the client is.
  public InetAddress client() {
    return socket.getInetAddress();
  }

  /// Whether the server wants to end the conversation: the client then seems to have sent its last.
  public boolean isStopping() {
    return stopping;
  }

  /// Whether what passes is encrypted.
  public boolean isEncrypted() {
    return encrypted != null;
  }

  /// Whether TLS can be spoken; if not, the record says why. To be asked before the client is told
  /// to begin.
  public boolean canEncrypt() {
    try {
      tls.context().get();
      return true;
    } catch (UncheckedIOException e) {
      dialogue.remark("no TLS is possible: " + e.getMessage());
      return false;
    }
  }

  /// Goes over to TLS, after the reply that invites the client to it has been [#send(String)].
  ///
  /// What the client has sent in clear behind its command is forgotten: somebody on the way may
  /// have put it there, to have it taken for something said in confidence (CVE-2011-0411).
  ///
  /// @throws IOException if client and server do not come to terms; the record then says why, and
  ///   the conversation is over
  /// @throws IllegalStateException if it is encrypted already
  public void startTls() throws IOException {
    if (isEncrypted()) {
      throw new IllegalStateException("encrypted already");
    }
    int unread = incoming.discard();
    if (unread > 0) {
      dialogue.remark(unread + " octets sent in clear before TLS was agreed upon are thrown away");
    }
    flush();
    encrypt();
  }

  /// Speaks TLS from here on.
  void encrypt() throws IOException {
    if (!canEncrypt()) {
      throw new IOException("no TLS");
    }
    encrypted =
        new Handshake(socket, new Endless(silence.over(socket.getInputStream())), dialogue)
            .perform(tls.context().get());
    outgoing.continueWith(recorded(encrypted.getOutputStream()));
    incoming.continueWith(recorded(new EndingAsAsked(encrypted.getInputStream())));
  }

  /// What TLS is to read. If it found the end that [#stop()] makes, it would end all, the goodbye
  /// included; where nothing comes in time, it goes on.
  private final class Endless extends FilterInputStream {

    private Endless(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return unlessStopping(super.read());
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      return unlessStopping(super.read(octets, offset, length));
    }

    private int unlessStopping(int result) throws IOException {
      if (result < 0 && stopping) {
        throw new SocketTimeoutException();
      }
      return result;
    }
  }

  /// What TLS has read, with the end that [#stop()] makes.
  private final class EndingAsAsked extends FilterInputStream {

    private EndingAsAsked(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      try {
        return super.read(octets, offset, length);
      } catch (SocketTimeoutException e) {
        if (stopping) {
          return -1;
        }
        throw e;
      }
    }
  }

  /// Writes a sentence into the record.
  public void remark(String sentence) {
    dialogue.remark(sentence);
  }

  /// Sends text, of which each character stands for one octet (ISO 8859-1). It goes out before the
  /// next wait for the client, or with [#flush()].
  public void send(String text) throws IOException {
    outgoing.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Where octets are sent as they are, in the same way; the same after [#startTls()]. Not to be
  /// closed.
  public OutputStream outgoing() {
    return outgoing;
  }

  /// Sends what is waiting to be sent.
  @Override
  public void flush() throws IOException {
    outgoing.flush();
  }

  /// Ends what can be read, so that the conversation can say goodbye.
  void stop() {
    stopping = true;
    stopped.countDown();
    endInput();
  }

  /// Whoever reads finds the end.
  void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException alreadyClosed) {
      // Then there is nothing to end.
    }
  }

  /// Ends it in good order: TLS says that nothing was cut off (RFC 8446, 6.1). For the thread that
  /// converses.
  void close() {
    if (encrypted != null) {
      try {
        patience.inTime(encrypted::shutdownOutput);
      } catch (IOException e) {
        // The client has gone.
      }
    }
    cut();
  }

  /// Waits, unless the server wants to end the conversation.
  public void pause(Duration time) {
    try {
      stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Hangs up without a goodbye: the client finds the connection broken.
  public void drop() {
    cut();
  }

  /// Closes the socket, whatever is going on.
  void cut() {
    patience.close();
    silence.close();
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for us, which is all we want.
    }
    dialogue.end();
  }
}
