package dev.wirelab.server.smtp;

/// A command that cannot be carried out, and the reply that says why.
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  private Refusal(Reply reply) {
    super(reply.text(true), null, false, false);
    this.reply = reply;
  }

  static Refusal of(int code, Status status, String... lines) {
    return new Refusal(Reply.of(code, status, lines));
  }

  Reply reply() {
    return reply;
  }
}
