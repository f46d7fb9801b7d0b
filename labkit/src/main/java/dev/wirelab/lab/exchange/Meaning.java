package dev.wirelab.lab.exchange;

/// What a line is, in the conversation that it stands in.
public sealed interface Meaning {

  /// A command of the client, or the request line of HTTP.
  ///
  /// @param verb its first word, in capitals; in IMAP the word behind the tag, and behind UID
  /// @param argument all behind it, as sent
  record Command(String verb, String argument) implements Meaning {}

  /// A line of the client that is part of the login and that nobody else should read.
  record Credential() implements Meaning {}

  /// A line of a message's text, or of another body whose end is marked or counted.
  record Payload() implements Meaning {}

  /// The lone dot.
  record EndOfPayload() implements Meaning {}

  /// A line of an SMTP reply, or the status line of an HTTP response.
  ///
  /// @param code the three digits (RFC 5321, 4.2; RFC 9110, 15)
  /// @param last whether the reply ends with this line
  /// @param first whether the reply begins with it
  /// @param answers the verb of the command that it answers, `.` for the end of the payload, an
  ///   empty string for the greeting
  record ReplyLine(int code, boolean last, boolean first, String answers) implements Meaning {}

  /// How a command of POP3 or IMAP ended.
  ///
  /// @param word `+OK` or `-ERR`; `OK`, `NO` or `BAD` behind IMAP's tag
  /// @param last whether no more lines belong to the answer
  /// @param answers the verb of the command, an empty string for the greeting
  record Status(String word, boolean last, String answers) implements Meaning {

    boolean isPositive() {
      return word.equals("OK") || word.equals("+OK");
    }
  }

  /// A line of the server that is data: of a list in POP3, behind `*` in IMAP.
  ///
  /// @param kind the verb that asked for it in POP3; `EXISTS`, `FETCH`, `OK` and the like in IMAP
  record Data(String kind) implements Meaning {}

  /// The server asks the client to go on: IMAP's and POP3's `+`.
  record GoOn() implements Meaning {}

  /// A field of an HTTP message's header.
  record Field(String name) implements Meaning {}

  /// The empty line behind a header, with or without a body to follow.
  record EndOfHeader() implements Meaning {}

  /// The size of a chunk (RFC 9112, 7.1).
  record ChunkSize() implements Meaning {}

  /// The end of line behind a chunk.
  record EndOfChunk() implements Meaning {}

  /// What follows a literal in the same command (RFC 3501, 4.3).
  record RestOfCommand() implements Meaning {}

  /// A line that the grammar has no word for.
  record Other() implements Meaning {}

  /// Whether the handshake of TLS comes next (RFC 3207, 4; RFC 2595, 3 and 4).
  default boolean startsTls() {
    return switch (this) {
      case ReplyLine(var code, var last, _, var answers) ->
          last && code == 220 && answers.equals("STARTTLS");
      case Status status ->
          status.isPositive()
              && (status.answers().equals("STARTTLS") || status.answers().equals("STLS"));
      default -> false;
    };
  }
}
