package dev.wirelab.server.http;

/// A request that cannot be granted, and the response that says why.
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Response response;
  private final boolean last;

  private Refusal(Response response, boolean last) {
    super(response.status().toString(), null, false, false);
    this.response = response;
    this.last = last;
  }

  static Refusal of(Status status, String why) {
    return new Refusal(Response.error(status, why), false);
  }

  static Refusal of(Response response) {
    return new Refusal(response, false);
  }

  /// One after which nobody knows where the next request would begin.
  static Refusal last(Status status, String why) {
    return new Refusal(Response.error(status, why), true);
  }

  Response response() {
    return response;
  }

  /// Whether the connection is to be closed.
  boolean isLast() {
    return last;
  }
}
