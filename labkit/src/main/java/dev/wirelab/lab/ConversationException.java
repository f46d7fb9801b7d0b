package dev.wirelab.lab;

/// A conversation that could not go on: nobody answered, too slowly, or not in the protocol. The
/// message says what was awaited and what can be done; it says all, so that no exception of the
/// socket clutters the cell. The conversation is closed; its transcript stays.
///
/// ```java
/// try {
///   lab.smtp("localhost", 1);
/// } catch (ConversationException e) {
///   System.out.println(e.getMessage());     // Nobody answers at localhost, port 1: ...
/// }
/// ```
public final class ConversationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConversationException(String message) {
    super(message);
  }
}
