package dev.wirelab.server.http;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// On what a client has made its request depend (RFC 9110, 13).
record Conditions(Request request, Instant now) {

  private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?(\"[!#-~\\x80-\\xff]*\")");

  /// In the order of RFC 9110, 13.2.2, for GET and HEAD.
  ///
  /// @return the status that is sent in place of the representation, if one is
  Optional<Status> outcome(String entityTag, Optional<Instant> modified) {
    var ifMatch = request.fields().joined("If-Match");
    if (ifMatch.isPresent()
        ? !names(ifMatch.get(), entityTag, false)
        : modified.isPresent()
            && date("If-Unmodified-Since").filter(modified.get()::isAfter).isPresent()) {
      return Optional.of(Status.PRECONDITION_FAILED);
    }
    var ifNoneMatch = request.fields().joined("If-None-Match");
    if (ifNoneMatch.isPresent()
        ? names(ifNoneMatch.get(), entityTag, true)
        : modified.isPresent()
            && date("If-Modified-Since")
                .filter(since -> !modified.get().isAfter(since))
                .isPresent()) {
      return Optional.of(Status.NOT_MODIFIED);
    }
    return Optional.empty();
  }

  /// @param weak whether a weak tag is as good (RFC 9110, 8.8.3.2)
  private static boolean names(String list, String entityTag, boolean weak) {
    if (list.strip().equals("*")) {
      return true;
    }
    return ENTITY_TAG
        .matcher(list)
        .results()
        .anyMatch(tag -> (weak || tag.group(1) == null) && tag.group(2).equals(entityTag));
  }

  private Optional<Instant> date(String field) {
    var values = request.fields().values(field);
    return values.size() == 1 ? HttpDate.read(values.getFirst(), now) : Optional.empty();
  }
}
