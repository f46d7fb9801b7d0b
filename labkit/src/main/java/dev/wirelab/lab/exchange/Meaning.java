package dev.wirelab.lab.exchange;

/// What a line is, in the conversation that it stands in.
public sealed interface Meaning {

  /// A command of the client.
  ///
  /// @param verb its first word, in capitals
  /// @param argument all behind it, as sent
  record Command(String verb, String argument) implements Meaning {}

  /// A line of the client that is part of the login and that nobody else should read.
  record Credential() implements Meaning {}

  /// A line of the message's text.
  record Payload() implements Meaning {}

  /// The lone dot.
  record EndOfPayload() implements Meaning {}

  /// A line of a reply.
  ///
  /// @param code the three digits (RFC 5321, 4.2)
  /// @param last whether the reply ends with this line
  /// @param first whether the reply begins with it
  /// @param answers the verb of the command that it answers, `.` for the end of the payload, an
  ///   empty string for the greeting
  record ReplyLine(int code, boolean last, boolean first, String answers) implements Meaning {}

  /// A line that the grammar has no word for.
  record Other() implements Meaning {}
}
