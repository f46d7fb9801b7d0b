package dev.wirelab.server.imap;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// While the client idles (RFC 2177), somebody who waits for news and tells them at once, on a
/// thread of their own; whoever reads what the client sends does not write until this is closed.
final class Idling implements AutoCloseable {

  /// Tells the news there are.
  interface Teller {
    void tell() throws IOException;
  }

  private final Semaphore news;
  private final Teller teller;
  private final Thread thread;
  private volatile boolean over;
  private volatile RuntimeException failure;

  private Idling(Semaphore news, Teller teller) {
    this.news = news;
    this.teller = teller;
    this.thread = Thread.ofVirtual().name("IMAP idling").unstarted(this::run);
  }

  /// @param news has a permit whenever there may be some
  static Idling begin(Semaphore news, Teller teller) {
    var idling = new Idling(news, teller);
    idling.thread.start();
    return idling;
  }

  private void run() {
    try {
      while (!over) {
        teller.tell();
        news.acquireUninterruptibly();
      }
    } catch (IOException e) {
      // The client has gone; whoever reads will notice.
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /// Waits until the last news are told. Then the thread is gone.
  @Override
  public void close() {
    over = true;
    news.release();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
