package dev.wirelab.kernel.session;

import com.google.gson.JsonPrimitive;
import dev.wirelab.kernel.protocol.Message;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// The question that a cell waits on. There is one at a time; what answers none, or comes when
/// nobody waits any more, is passed over.
final class Inputs {

  /// What a front end sends where the person presses Ctrl-D: the end of all input.
  private static final String END = "\u0004";

  private record Question(
      Object asker, Message request, CompletableFuture<Optional<String>> answer) {}

  /// Held while a question waits: others ask when it is answered.
  private final ReentrantLock turn = new ReentrantLock(true);

  /// Guarded by this object's lock: the question, if there is one, and who may not ask any more.
  private Question current;

  private final Set<Object> ended = Collections.newSetFromMap(new WeakHashMap<>());

  /// Asks, and waits for the answer.
  ///
  /// @param asker as [#end] names it
  /// @param send sends the question
  /// @return null at the end of all input
  /// @throws IllegalStateException if the asker has ended, now or meanwhile, or the answer has no
  ///   text
  String ask(Object asker, Message request, Runnable send) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      var question = new Question(asker, request, new CompletableFuture<>());
      begin(question);
      send.run();
      return question.answer.get().orElse(null);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      forget();
      turn.unlock();
    }
  }

  /// A front end answers.
  synchronized void answered(Message reply) {
    if (current == null || !isTo(current.request, reply)) {
      return;
    }
    if (reply.content().get("value") instanceof JsonPrimitive value && value.isString()) {
      current.answer.complete(Optional.of(value.getAsString()).filter(text -> !text.equals(END)));
    } else {
      current.answer.completeExceptionally(
          new IllegalStateException("The front end answered without a text as \"value\""));
    }
  }

  /// The cell has ended: its threads that wait, or will ask, are told so.
  synchronized void end(Object asker) {
    ended.add(asker);
    if (current != null && current.asker == asker) {
      current.answer.completeExceptionally(over());
    }
  }

  private synchronized void begin(Question question) {
    if (ended.contains(question.asker)) {
      throw over();
    }
    current = question;
  }

  private synchronized void forget() {
    current = null;
  }

  /// From the front end that was asked; not every one says which question it means.
  private static boolean isTo(Message question, Message reply) {
    var parent = reply.parentHeader().get("msg_id");
    return same(question.identities(), reply.identities())
        && (parent == null || parent.equals(question.header().get("msg_id")));
  }

  private static boolean same(List<byte[]> one, List<byte[]> other) {
    return Arrays.deepEquals(one.toArray(), other.toArray());
  }

  private static IllegalStateException over() {
    return new IllegalStateException("The cell that asks has ended, so nobody can answer");
  }
}
