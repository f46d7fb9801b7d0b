package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.sasl.Plain;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/// One client's session as a state machine (RFC 1939, 3): who the client is, and the maildrop that
/// it has open. Commands go in, replies come out; sockets are none of its business.
final class Pop3Session implements AutoCloseable {

  private static final String PLAIN = "PLAIN";

  /// Where the session is.
  private sealed interface State {

    /// Nobody has logged in.
    ///
    /// @param user whose password may come next
    record Authorization(Optional<String> user) implements State {}

    /// Somebody reads his mail.
    record Transaction(Maildrop maildrop) implements State {}

    /// Goodbye has been said. (What RFC 1939 calls the UPDATE state lies before that, and nobody
    /// can send anything in it.)
    record Over() implements State {}
  }

  private static final State NOBODY = new State.Authorization(Optional.empty());

  private final Pop3Service service;
  private final Stamp stamp;
  private boolean encrypted;
  private State state = NOBODY;

  /// @param encrypted whether the connection is
  Pop3Session(Pop3Service service, boolean encrypted) {
    this.service = service;
    this.encrypted = encrypted;
    this.stamp = service.nextStamp();
  }

  Reply greeting() {
    return new Reply.Ok("POP3 server ready " + stamp);
  }

  /// Says goodbye for reasons of the server's own.
  Reply closing(String why) {
    return Reply.Err.of(ResponseCode.SYS_TEMP, service.host() + " POP3 server: " + why);
  }

  /// Whether goodbye has been said.
  boolean isOver() {
    return state instanceof State.Over;
  }

  /// Carries out a command; [Reply.Challenge] asks for what [#respond(String)] takes,
  /// [Reply.BeginTls] for TLS and then [#tlsBegun()].
  ///
  /// @throws Refusal if it cannot
  Reply answer(Command command) throws Refusal {
    return switch (command) {
      case Command.Capa _ -> {
        forgetUser();
        yield new Reply.Listing("capability list follows", service.capabilities(encrypted));
      }
      case Command.Stls _ -> stls();
      case Command.User user -> user(user.name());
      case Command.Pass pass -> pass(pass.password());
      case Command.Apop apop -> apop(apop);
      case Command.Auth auth -> auth(auth);
      case Command.Stat _ -> {
        var maildrop = maildrop(Verb.STAT);
        yield new Reply.Ok(maildrop.items().size() + " " + maildrop.octets());
      }
      case Command.List list ->
          list(Verb.LIST, list.number(), item -> String.valueOf(item.octets()));
      case Command.Uidl uidl -> list(Verb.UIDL, uidl.number(), Item::uniqueId);
      case Command.Retr retr -> {
        var item = maildrop(Verb.RETR).item(retr.number());
        yield new Reply.Mail(Count.of(item.octets(), "octet"), item.message(), OptionalInt.empty());
      }
      case Command.Top top -> {
        var item = maildrop(Verb.TOP).item(top.number());
        yield new Reply.Mail(
            "header and " + Count.of(top.lines(), "line") + " at most",
            item.message(),
            OptionalInt.of(top.lines()));
      }
      case Command.Dele dele -> {
        var maildrop = maildrop(Verb.DELE);
        maildrop.mark(maildrop.item(dele.number()));
        yield new Reply.Ok("message " + dele.number() + " deleted");
      }
      case Command.Rset _ -> {
        var maildrop = maildrop(Verb.RSET);
        maildrop.unmark();
        yield contents(maildrop);
      }
      case Command.Noop _ -> {
        maildrop(Verb.NOOP);
        yield new Reply.Ok("nothing done");
      }
      case Command.Quit _ -> quit();
    };
  }

  private Reply stls() throws Refusal {
    requireNobody(Verb.STLS);
    forgetUser();
    if (encrypted) {
      throw Refusal.of("TLS is spoken already (RFC 2595, 4)");
    }
    return new Reply.BeginTls();
  }

  /// The connection is encrypted now. There is no second greeting, and the stamp stays (RFC 2595,
  /// 4).
  void tlsBegun() {
    encrypted = true;
  }

  private Reply user(String name) throws Refusal {
    requireNobody(Verb.USER);
    // Whether there is such a mailbox is not told: RFC 1939 (7) lets a server say yes to anybody.
    state = new State.Authorization(Optional.of(name));
    return new Reply.Ok(name);
  }

  private Reply pass(String password) throws Refusal {
    var user = requireNobody(Verb.PASS).user();
    forgetUser();
    return logIn(
        user.orElseThrow(() -> Refusal.of("say USER first, then PASS at once (RFC 1939, 7)")),
        known -> isSame(known, password));
  }

  private Reply apop(Command.Apop apop) throws Refusal {
    requireNobody(Verb.APOP);
    forgetUser();
    return logIn(apop.name(), known -> isSame(Digest.apop(stamp, known), apop.digest()));
  }

  private Reply auth(Command.Auth auth) throws Refusal {
    requireNobody(Verb.AUTH);
    forgetUser();
    if (!auth.mechanism().equals(PLAIN)) {
      throw Refusal.of("AUTH has " + PLAIN + " only, as CAPA's line SASL says (RFC 5034, 4)");
    }
    return auth.initialResponse().isPresent()
        ? respond(auth.initialResponse().get())
        : new Reply.Challenge();
  }

  /// Takes what the client answers to a challenge.
  Reply respond(String base64) throws Refusal {
    if (base64.equals("*")) {
      throw Refusal.of("AUTH given up (RFC 5034, 4)");
    }
    Plain plain;
    try {
      plain = Plain.parse(base64);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(e.getMessage());
    }
    if (plain.isForAnother()) {
      throw Refusal.of(ResponseCode.AUTH, "nobody acts for another here (RFC 4616, 2)");
    }
    return logIn(plain.login(), known -> isSame(known, plain.password()));
  }

  private Reply logIn(String name, Predicate<String> proof) throws Refusal {
    var owner =
        service
            .mail()
            .authenticate(name, proof)
            .orElseThrow(() ->
                Refusal.of(
                    ResponseCode.AUTH, "login and password do not fit; begin again with USER"));
    var maildrop = service.maildrops().open(owner);
    state = new State.Transaction(maildrop);
    return contents(maildrop);
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static Reply contents(Maildrop maildrop) {
    return new Reply.Ok(maildrop.owner() + "'s maildrop has " + messages(maildrop));
  }

  private static String messages(Maildrop maildrop) {
    return Count.of(maildrop.items().size(), "message")
        + " ("
        + Count.of(maildrop.octets(), "octet")
        + ")";
  }

  private Reply list(Verb verb, OptionalInt number, Function<Item, String> about) throws Refusal {
    var maildrop = maildrop(verb);
    if (number.isPresent()) {
      return new Reply.Ok(line(maildrop.item(number.getAsInt()), about));
    }
    return new Reply.Listing(
        messages(maildrop), maildrop.items().stream().map(item -> line(item, about)).toList());
  }

  private static String line(Item item, Function<Item, String> about) {
    return item.number() + " " + about.apply(item);
  }

  private Reply quit() {
    var goodbye = service.host() + " POP3 server signing off";
    if (state instanceof State.Transaction(var maildrop)) {
      int left = maildrop.update();
      // Before the client hears of it: it may come back at once.
      maildrop.close();
      goodbye += left == 0 ? " (maildrop empty)" : " (" + Count.of(left, "message") + " left)";
    }
    state = new State.Over();
    return new Reply.Ok(goodbye);
  }

  private void forgetUser() {
    if (state instanceof State.Authorization) {
      state = NOBODY;
    }
  }

  private State.Authorization requireNobody(Verb verb) throws Refusal {
    return switch (state) {
      case State.Authorization authorization -> authorization;
      case State.Transaction(var maildrop) ->
          throw Refusal.of(
              verb + " comes before login, and you are " + maildrop.owner() + " (RFC 1939, 4)");
      case State.Over _ -> throw Refusal.of("the session is over");
    };
  }

  private Maildrop maildrop(Verb verb) throws Refusal {
    if (state instanceof State.Transaction(var maildrop)) {
      return maildrop;
    }
    forgetUser();
    throw Refusal.of(verb + " comes after login: USER and PASS, APOP, or AUTH (RFC 1939, 5)");
  }

  /// Lets others have the maildrop. Without QUIT nothing is deleted (RFC 1939, 6).
  @Override
  public void close() {
    if (state instanceof State.Transaction(var maildrop)) {
      maildrop.close();
    }
    state = new State.Over();
  }
}
