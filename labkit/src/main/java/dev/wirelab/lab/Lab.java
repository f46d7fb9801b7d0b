package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.Account;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The lab, as a notebook sees it: the variable `lab`. A mail server of one's own that starts at
/// first use, conversations with it, what lies in its mailboxes, and exercises.
///
/// ```java
/// var smtp = lab.smtp();      // connects; the greeting is printed
/// lab.mailbox("jones")        // what lies in Jones's mailbox
/// lab.wire()                  // everything that passed
/// lab.reset();                // everything as it was at the start
/// ```
public final class Lab implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String INBOX = "INBOX";

  private final Supplier<LabServer> start;
  private final Blackboard board;
  private final Hints hints = new Hints();
  private final List<Smtp> conversations = new ArrayList<>();
  private LabServer server;

  /// @param start starts the server, when it is first needed
  /// @param board where conversations and checks are shown
  public Lab(Supplier<LabServer> start, Blackboard board) {
    this.start = start;
    this.board = board;
  }

  /// Connects to the lab's SMTP server. The greeting is printed as it comes.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Smtp smtp() {
    var smtp = connect(board);
    smtp.greet();
    return smtp;
  }

  /// Connects to an SMTP server elsewhere, one's own for instance. The lab's is not needed for
  /// that, nor its clock.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Smtp smtp(String host, int port) {
    var smtp = connect(host, port, Clock.systemUTC(), board);
    smtp.greet();
    return smtp;
  }

  /// Connects, and leaves the greeting to be read.
  Smtp connect(Blackboard where) {
    var server = server();
    return connect(server.host(), server.port(Protocol.SMTP), server.clock(), where);
  }

  private Smtp connect(String host, int port, Clock clock, Blackboard where) {
    var dialogue = new Dialogue(Protocol.SMTP, clock, false);
    var smtp = Smtp.connect(host, port, dialogue, where, TIMEOUT);
    remember(smtp);
    return smtp;
  }

  private synchronized void remember(Smtp smtp) {
    conversations.removeIf(earlier -> !earlier.isOpen());
    conversations.add(smtp);
  }

  /// What lies in somebody's INBOX now.
  ///
  /// @param login in any case
  /// @throws NoSuchElementException if nobody has that login; it lists those there are
  public Mailbox mailbox(String login) {
    var account = account(login);
    return new Mailbox(account.login(), server().messages(account.login(), INBOX));
  }

  /// The password of an account, for logging in.
  ///
  /// @throws NoSuchElementException if nobody has that login; it lists those there are
  public String password(String login) {
    return account(login).password();
  }

  /// What passed over the server's sockets since the start or the last [#reset()]: one transcript
  /// for each connection, whoever made it, oldest first.
  public Conversations wire() {
    return new Conversations(server().wire().dialogues().stream().map(Transcript::of).toList());
  }

  /// An exercise, to which checks are added.
  ///
  /// @param name what it is called, the same at every run
  public Exercise exercise(String name) {
    var evidence =
        new Evidence() {
          @Override
          public List<Transcript> conversations() {
            return wire().all();
          }

          @Override
          public Mailbox mailbox(String login) {
            return Lab.this.mailbox(login);
          }
        };
    return new Exercise(name, nonce(name), evidence, board, hints);
  }

  /// The next hint for the exercise that was last verified, printed.
  public void hint() {
    board.print(hints.next());
  }

  /// The word that belongs to an exercise: the same at every run, so that a message that was typed
  /// with it can be run again, and another one for every name and fixture.
  public String nonce(String exercise) {
    return Nonce.of(server().fixture().name(), exercise);
  }

  /// A word that has never been there before, for checks that send a message themselves. Printing
  /// it makes a notebook's output differ from run to run.
  public String nonce() {
    return Nonce.fresh();
  }

  /// Back to the beginning: the mailboxes as at the start, the record of the wire empty, open
  /// conversations ended.
  public synchronized void reset() {
    endConversations(Wording.say("smtp.over.reset"));
    server().reset();
  }

  /// Ends the server and every conversation with it. The next use starts it afresh.
  @Override
  public synchronized void close() {
    endConversations(Wording.say("smtp.over.shutdown"));
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private Account account(String login) {
    return server()
        .findAccount(login)
        .orElseThrow(
            () -> new NoSuchElementException(Wording.say("lab.no.account", login, logins())));
  }

  private String logins() {
    return server().accounts().stream().map(Account::login).collect(Collectors.joining(", "));
  }

  private void endConversations(String reason) {
    conversations.forEach(smtp -> smtp.end(reason));
    conversations.clear();
  }

  Blackboard board() {
    return board;
  }

  private synchronized LabServer server() {
    if (server == null) {
      server = start.get();
    }
    return server;
  }

  @Override
  public String toString() {
    return Wording.say("lab");
  }
}
