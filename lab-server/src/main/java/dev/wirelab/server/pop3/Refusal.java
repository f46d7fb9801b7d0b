package dev.wirelab.server.pop3;

/// A command that cannot be carried out, and the reply that says why.
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reply.Err reply;
  private final boolean last;

  private Refusal(Reply.Err reply, boolean last) {
    super(reply.text(), null, false, false);
    this.reply = reply;
    this.last = last;
  }

  static Refusal of(String text) {
    return new Refusal(Reply.Err.of(text), false);
  }

  static Refusal of(ResponseCode code, String text) {
    return new Refusal(Reply.Err.of(code, text), false);
  }

  /// One after which there is no use in going on.
  static Refusal last(String text) {
    return new Refusal(Reply.Err.of(text), true);
  }

  Reply reply() {
    return reply;
  }

  /// Whether the conversation is over.
  boolean isLast() {
    return last;
  }
}
