package dev.wirelab.server.smtp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One of those that a mail is for.
///
/// @param parameters what RCPT said besides
record Recipient(Mailbox address, Map<Parameter, String> parameters) {

  /// Whether the sender wants to hear of what has become of it. Who says nothing wants to hear of
  /// failures (RFC 3461, 4.1).
  boolean notifiesOf(Notice notice) {
    var wanted = parameters.getOrDefault(Parameter.NOTIFY, Notice.FAILURE.name());
    return Arrays.asList(wanted.toUpperCase(Locale.ROOT).split(",")).contains(notice.name());
  }

  /// Whom the sender wrote to, if that was another address (RFC 3461, 4.2), type and address.
  Optional<String> original() {
    return Optional.ofNullable(parameters.get(Parameter.ORCPT)).map(Xtext::decode);
  }

  /// What can become of a mail (RFC 3461, 4.1).
  enum Notice {
    SUCCESS,
    FAILURE
  }
}
