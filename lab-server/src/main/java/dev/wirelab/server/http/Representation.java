package dev.wirelab.server.http;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;

/// What a resource looks like now (RFC 9110, 3.2).
///
/// @param modified when it last changed, where that is known
record Representation(Content content, Optional<Instant> modified) {

  /// What changes without a note of when.
  static Representation of(Content content) {
    return new Representation(content, Optional.empty());
  }

  /// The answer to GET and HEAD.
  ///
  /// @param chosen whether there are others to choose from
  Response response(Request request, Instant now, boolean chosen) {
    var entityTag = content.entityTag();
    // Nothing has changed later than now (RFC 9110, 8.8.2.1), and nothing between two seconds.
    var changed =
        modified.map(when -> (when.isAfter(now) ? now : when).with(ChronoField.NANO_OF_SECOND, 0));
    var response = Response.of(Status.OK, content).with("ETag", entityTag);
    if (changed.isPresent()) {
      response = response.with("Last-Modified", HttpDate.write(changed.get()));
    }
    if (chosen) {
      response = response.with("Vary", "Accept");
    }
    var outcome = new Conditions(request, now).outcome(entityTag, changed);
    if (outcome.equals(Optional.of(Status.PRECONDITION_FAILED))) {
      return Response.error(
          Status.PRECONDITION_FAILED, "It is not as your condition wants it (RFC 9110, 13).");
    }
    return outcome.isPresent() ? response.as(outcome.get()) : response;
  }

  /// Which of these media types the client wants.
  ///
  /// @throws Refusal if none of them
  static String choose(Request request, List<String> mediaTypes) throws Refusal {
    return Accept.parse(request.fields().joined("Accept"))
        .best(mediaTypes)
        .orElseThrow(() ->
            Refusal.of(
                Response.error(
                        Status.NOT_ACCEPTABLE,
                        "There is " + String.join(" and ", mediaTypes) + " (RFC 9110, 12.5.1).")
                    .with("Vary", "Accept")));
  }
}
