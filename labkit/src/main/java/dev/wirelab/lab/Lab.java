package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Protocol;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

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

  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Blackboard board;
  private final Lesson lesson;
  private final OpenConversations conversations = new OpenConversations();
  private final Debugging debugging;
  private final Servers servers;
  private final CurrentServer server;
  private final Chaos chaos;

  /// @param fixture the name of the one that the lab begins with
  /// @param start starts the server, when it is first needed, with a fixture of that name and with
  ///   somebody who follows its wire
  /// @param board where conversations and checks are shown
  /// @param teller how a failure of a cell's code reads, with its place
  public Lab(
      String fixture,
      BiFunction<String, Observer, LabServer> start,
      Blackboard board,
      Function<Throwable, Optional<String>> teller) {
    this(fixture, board, teller, (name, observer) -> new OwnServer(start.apply(name, observer)));
  }

  /// @param start as above, or finds the one that others share
  Lab(
      String fixture,
      Blackboard board,
      Function<Throwable, Optional<String>> teller,
      BiFunction<String, Observer, MailServer> start) {
    this.board = board;
    lesson = new Lesson(board, Grading.isUnderWay(), teller, SavedProgress.of(System.getenv()));
    debugging = new Debugging(board);
    server = new CurrentServer(fixture, name -> start.apply(name, bystander()));
    chaos = new Chaos(() -> server().chaos(), server::account);
    servers =
        new Servers(
            bystander(),
            line -> board.inFront().print(line),
            teller::apply,
            (service, own) ->
                Library.session(own, service, () -> server().trusting(), debugging.clients()));
  }

  /// Connects to the lab's SMTP server (RFC 5321). The greeting is printed as it comes.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Smtp smtp() {
    return greeted(ServiceName.SMTP, Smtp::new);
  }

  /// The same inside TLS from the start; the lab's authority is trusted.
  ///
  /// @throws ConversationException if nobody answers, or TLS cannot begin
  public Smtp smtps() {
    return greeted(ServiceName.SMTPS, Smtp::new);
  }

  /// Connects to an SMTP server elsewhere, one's own for instance.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Smtp smtp(String host, int port) {
    return greeted(Protocol.SMTP, host, port, Smtp::new);
  }

  /// Connects to the lab's POP3 server (RFC 1939). The greeting is printed as it comes.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Pop3 pop3() {
    return greeted(ServiceName.POP3, Pop3::new);
  }

  /// The same inside TLS from the start; the lab's authority is trusted.
  ///
  /// @throws ConversationException if nobody answers, or TLS cannot begin
  public Pop3 pop3s() {
    return greeted(ServiceName.POP3S, Pop3::new);
  }

  /// Connects to a POP3 server elsewhere, one's own for instance.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Pop3 pop3(String host, int port) {
    return greeted(Protocol.POP3, host, port, Pop3::new);
  }

  /// Connects to the lab's IMAP server (RFC 3501). The greeting is printed as it comes.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Imap imap() {
    return greeted(ServiceName.IMAP, Imap::new);
  }

  /// The same inside TLS from the start; the lab's authority is trusted.
  ///
  /// @throws ConversationException if nobody answers, or TLS cannot begin
  public Imap imaps() {
    return greeted(ServiceName.IMAPS, Imap::new);
  }

  /// Connects to an IMAP server elsewhere, one's own for instance.
  ///
  /// @throws ConversationException if nobody answers or greets
  public Imap imap(String host, int port) {
    return greeted(Protocol.IMAP, host, port, Imap::new);
  }

  /// Connects to the lab's HTTP server (RFC 9112). Nobody is greeted: the client speaks first.
  ///
  /// @throws ConversationException if nobody answers
  public Http http() {
    return greeted(ServiceName.HTTP, Http::new);
  }

  /// The same inside TLS from the start; the lab's authority is trusted.
  ///
  /// @throws ConversationException if nobody answers, or TLS cannot begin
  public Http https() {
    return greeted(ServiceName.HTTPS, Http::new);
  }

  /// Connects to an HTTP server elsewhere, one's own for instance.
  ///
  /// @throws ConversationException if nobody answers
  public Http http(String host, int port) {
    return greeted(Protocol.HTTP, host, port, Http::new);
  }

  /// Jakarta Mail, set up for the lab: `imap`, `pop3` and `smtp` in clear, `imaps`, `pop3s` and
  /// `smtps` inside TLS.
  ///
  /// ```java
  /// lab.debug(4);
  /// Store store = lab.session().getStore("imaps");
  /// store.connect("demo", lab.password("demo"));
  /// ```
  public Session session() {
    return session(Tls.NONE);
  }

  /// The same, with another way to TLS for `imap`, `pop3` and `smtp`.
  public Session session(Tls tls) {
    return Library.session(server(), tls, debugging.clients());
  }

  /// From here on, what Jakarta Mail, `java.net.http` and one's own sockets say and hear is shown
  /// as it passes, with `>` for what is sent and `<` for what comes, secrets masked, inside TLS
  /// too. The time before each line is the lab's, which stands still, so that two runs show the
  /// same; [#debugWithTimes(int)] has the world's.
  ///
  /// Clients that take no sockets from the lab, such as `java.net.http`, are seen at the other end:
  /// at the lab's servers and at one's own, so not with a server elsewhere.
  ///
  /// @param level 0 for nothing, 1 for connections, 2 and what the client says, 3 and the server's
  ///   answers, 4 and its data, 5 and messages whole
  /// @throws IllegalArgumentException if it is none of these
  public void debug(int level) {
    debugging.level(level, false, server().clock());
  }

  /// The same, with passwords and other secrets readable.
  ///
  /// @throws IllegalArgumentException as [#debug(int)] does
  public void debugWithSecrets(int level) {
    debugging.level(level, true, server().clock());
  }

  /// The same as [#debug(int)], with the time of day: other ones at every run.
  ///
  /// @throws IllegalArgumentException as [#debug(int)] does
  public void debugWithTimes(int level) {
    debugging.level(level, false, Clock.systemUTC());
  }

  /// `java.net.http`, set up for the lab: HTTP/1.1, which is text, and its authority trusted.
  ///
  /// ```java
  /// var request = HttpRequest.newBuilder(lab.uri("https").resolve("/messages")).build();
  /// lab.httpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()
  /// ```
  public HttpClient httpClient() {
    return Library.httpClient(trusting());
  }

  /// What one's own sockets speak TLS with: it trusts the lab's authority, and nobody else. They
  /// have to check themselves whether a certificate is for the host that was meant.
  public SSLContext trusting() {
    return server().trusting();
  }

  /// Where a service of the lab is: `http://127.0.0.1:8080`.
  ///
  /// @param service as for [#socket(String)]
  /// @throws IllegalArgumentException if there is no such service
  public URI uri(String service) {
    var name = CurrentServer.service(service);
    return URI.create(name.key() + "://" + server().host() + ":" + server().port(name));
  }

  /// Begins a server of one's own on a free port, in place of the last one of that protocol that
  /// was begun so: a cell that is run again has a fresh one.
  ///
  /// @param protocol `smtp`, `pop3`, `imap` or `http`: how what passes is to be read
  /// @param serving what it does with a client; what that throws is shown with its place
  /// @throws IllegalArgumentException if it is none of these
  public Server serve(String protocol, Serving serving) {
    return serve(protocol, 0, serving);
  }

  /// The same on that port, in place of one's own server there.
  ///
  /// @throws java.io.UncheckedIOException if somebody else has the port; it says what to do
  public Server serve(String protocol, int port, Serving serving) {
    return servers.begin(CurrentServer.service(protocol), port, serving);
  }

  /// Follows the clients at a server's end, but for those that are followed at theirs.
  private Observer bystander() {
    return debugging.atTheServer(conversations::isAt);
  }

  /// A socket of one's own to the lab's server, which [#debug(int)] shows.
  ///
  /// @param service `smtp`, `pop3`, `imap`, `http`, or one of them with an s for TLS from the start
  /// @throws IllegalArgumentException if that is none of them
  /// @throws IOException if nobody answers
  public Socket socket(String service) throws IOException {
    var name = CurrentServer.service(service);
    return socket(service, server().host(), server().port(name));
  }

  /// A socket of one's own to another server, which [#debug(int)] shows as a conversation in that
  /// protocol.
  ///
  /// @throws IllegalArgumentException if there is no such service
  /// @throws IOException if nobody answers
  public Socket socket(String service, String host, int port) throws IOException {
    return debugging
        .sockets(CurrentServer.service(service), () -> server().trusting())
        .createSocket(host, port);
  }

  private <C extends Conversation<?>> C greeted(
      ServiceName service, OpenConversations.Kind<C> kind) {
    return greeted(connect(service, kind, board));
  }

  /// Whoever is there, the lab's own server is not needed, unless to vouch for TLS.
  private <C extends Conversation<?>> C greeted(
      Protocol protocol, String host, int port, OpenConversations.Kind<C> kind) {
    var there = new Endpoint(host, port, false, () -> server().trusting());
    var record = new Dialogue(protocol, Clock.systemUTC(), false);
    return greeted(conversations.begin(record, there, kind, board));
  }

  private static <C extends Conversation<?>> C greeted(C conversation) {
    conversation.greet();
    return conversation;
  }

  /// Connects, and leaves the greeting to be read.
  <C extends Conversation<?>> C connect(
      ServiceName service, OpenConversations.Kind<C> kind, Blackboard where) {
    return conversations.begin(server(), service, kind, where);
  }

  /// What lies in somebody's INBOX now.
  ///
  /// @param login a login or a mail address, in any case
  /// @throws NoSuchElementException if nobody has that; it lists those there are
  public Mailbox mailbox(String login) {
    var account = server.account(login);
    return new Mailbox(account.login(), server().inbox(account.login()));
  }

  /// The password of an account, for logging in.
  ///
  /// @throws NoSuchElementException if nobody has that login; it lists those there are
  public String password(String login) {
    return server.account(login).password();
  }

  /// What passed over the server's sockets since the start or the last [#reset()]: one transcript
  /// for each connection, whoever made it, oldest first.
  public Conversations wire() {
    return new Conversations(
        server().dialogues(debugging.clients()).stream().map(Transcript::of).toList());
  }

  /// What goes wrong here, on request: delays, broken connections, full mailboxes.
  public Chaos chaos() {
    return chaos;
  }

  /// An exercise, to which checks are added.
  ///
  /// @param name what it is called, the same at every run
  public Exercise exercise(String name) {
    return new Exercise(name, nonce(name), new Evidence(this::wire, this::mailbox), lesson);
  }

  /// Begins to count, for nbgrader: until [#score()], `verify()` ends no cell, and each of its
  /// checks counts the same. What fails by itself, a lone `check` for one, still ends the cell
  /// without points.
  ///
  /// ```java
  /// lab.marks(3);
  /// letter.answered("EHLO", 250).verify();
  /// letter.answered("QUIT", 221).verify();
  /// lab.score()          // 1.5, and the table of both
  /// ```
  ///
  /// @param most what all checks together are worth
  /// @throws IllegalArgumentException if that is not more than nothing
  public void marks(double most) {
    lesson.count(Score.most(most, "marks"));
  }

  /// The points for what was counted since [#marks(double)]: the last value of a cell.
  ///
  /// @throws IllegalStateException if nothing was
  public Score score() {
    return lesson.score();
  }

  /// The next hint for the exercise that was last verified, printed.
  public void hint() {
    board.print(lesson.hints().next());
  }

  /// Shows a table of how far the lesson's exercises have come. It changes in place whenever one of
  /// them is verified, in whatever cell, and is saved with the notebook as that cell's output. What
  /// was reached is kept beside the notebook too, for the kernel after this one.
  ///
  /// @param exercises their names in the lesson's order; others are added as they are verified
  public void progress(String... exercises) {
    lesson.showProgress(List.of(exercises));
  }

  /// Shows a table of how far all the lessons have come that lie beside this notebook, as they were
  /// last saved.
  ///
  /// @throws IOException if the folder can't be read
  public void course() throws IOException {
    board.display(Course.in(Path.of("")));
  }

  /// From here on the lab speaks that language, in whatever it shows: the first cell of a
  /// translated lesson says so. Where none does, the environment's `WIRELAB_LANGUAGE` decides.
  ///
  /// @param tag `en` or `de`
  /// @throws IllegalArgumentException if the lab does not speak it
  public void language(String tag) {
    Wording.speak(tag);
  }

  /// The word that belongs to an exercise: the same at every run, so that a message that was typed
  /// with it can be run again, and another one for every name and fixture.
  public String nonce(String exercise) {
    return Nonce.of(server().fixture(), exercise);
  }

  /// A word that has never been there before, for checks that send a message themselves or hand it
  /// to a learner's code: hidden tests above all, since nobody can have typed it in. Printing it
  /// makes a notebook's output differ from run to run.
  public String nonce() {
    return Nonce.fresh();
  }

  /// Back to the beginning: the mailboxes as at the start, the record of the wire empty, open
  /// conversations and servers of one's own ended, chaos at its end.
  public synchronized void reset() {
    conversations.end(Wording.say("conversation.over.reset"));
    servers.end();
    debugging.clients().clear();
    var notOurs = server().reset();
    if (notOurs.isEmpty()) {
      chaos.end();
    }
    notOurs.ifPresent(board::print);
  }

  /// The same with the people and the mail of another fixture, with which [#reset()] stays from
  /// then on: `walkthrough`, which every notebook begins with, `course`, `empty` or `large`.
  ///
  /// @throws IllegalArgumentException if there is none of that name; it lists those there are, and
  ///   nothing has changed
  public synchronized void reset(String fixture) {
    server.change(fixture, () -> conversations.end(Wording.say("conversation.over.reset")));
    reset();
  }

  /// Ends the server and every conversation with it. The next use starts it afresh.
  @Override
  public synchronized void close() {
    conversations.end(Wording.say("conversation.over.shutdown"));
    servers.end();
    server.close();
  }

  Blackboard board() {
    return board;
  }

  private MailServer server() {
    return server.get();
  }

  @Override
  public String toString() {
    return Wording.say("lab");
  }
}
