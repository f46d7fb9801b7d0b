package dev.wirelab.server.pop3;

import dev.wirelab.server.store.Mailstore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Everybody's maildrops, each for one session at a time. Safe for use by several threads.
final class Maildrops {

  /// A client may hang up and come back before the server has noticed that it went.
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Supplier<Mailstore> mail;
  private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

  Maildrops(Supplier<Mailstore> mail) {
    this.mail = mail;
  }

  /// Opens somebody's maildrop; waits a moment if it is open elsewhere.
  ///
  /// @param owner the login as the mailbox has it
  /// @throws Refusal if it stays so
  Maildrop open(String owner) throws Refusal {
    var lock = locks.computeIfAbsent(owner, _ -> new Semaphore(1));
    if (!isFree(lock)) {
      throw Refusal.of(
          ResponseCode.IN_USE,
          owner + "'s maildrop is open in another session; end that one with QUIT, then log in");
    }
    try {
      return new Maildrop(mail.get(), owner, lock);
    } catch (RuntimeException | Error e) {
      lock.release();
      throw e;
    }
  }

  private static boolean isFree(Semaphore lock) {
    try {
      return lock.tryAcquire(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
