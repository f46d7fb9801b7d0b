package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.Account;
import dev.wirelab.server.chaos.Disturbance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What goes wrong in the lab, on request: for learning what a client must be ready for. Each call
/// adds something, and it begins at once for connections that are made from then on; mail is
/// refused on those that there are as well. Chance follows a seed, so that it goes wrong the same
/// way at every run. [Lab#reset()] ends it.
///
/// ```java
/// lab.chaos().delay(Duration.ofMillis(50)).split(3);   // slow, and in small pieces
/// lab.chaos().greylist();                              // besides: 451 for whoever comes first
/// lab.chaos()                                          // a cell's result: what is on
/// lab.chaos().end();
/// ```
public final class Chaos implements Displayable {

  private static final long FIRST_SEED = 1;

  private final Supplier<dev.wirelab.server.chaos.Chaos> ofServer;
  private final Function<String, Account> accounts;
  private long seed = FIRST_SEED;

  /// @param ofServer the server's own, asked for each time: the server may begin anew
  /// @param accounts who has a login or an address; throws if nobody does
  Chaos(Supplier<dev.wirelab.server.chaos.Chaos> ofServer, Function<String, Account> accounts) {
    this.ofServer = ofServer;
    this.accounts = accounts;
  }

  /// Chance begins anew from here, with 1 unless told otherwise: the same seed, the same course of
  /// events.
  public synchronized Chaos seed(long seed) {
    this.seed = seed;
    return begin(ofServer.get().disturbances());
  }

  /// What the server says takes so long.
  ///
  /// @throws IllegalArgumentException if that is less than nothing
  public Chaos delay(Duration time) {
    return and(() -> new Disturbance.Delay(time));
  }

  /// What the server says takes its time, a different one each time.
  ///
  /// @param most how long it takes at most
  /// @throws IllegalArgumentException if that is less than `least`, or `least` less than nothing
  public Chaos delay(Duration least, Duration most) {
    return and(() -> new Disturbance.Delay(least, most));
  }

  /// The connection breaks when the server has said so many octets.
  ///
  /// @throws IllegalArgumentException if that is less than nothing
  public Chaos drop(long octets) {
    return and(() -> new Disturbance.Drop(octets));
  }

  /// The connection breaks at that command of the client, which is not answered.
  ///
  /// @param command how its line begins, `DATA` for one; in IMAP behind the tag
  /// @throws IllegalArgumentException if it is blank
  public Chaos disconnect(String command) {
    return and(() -> new Disturbance.Disconnect(command));
  }

  /// What the server says comes in small pieces, of a different size each time (RFC 9293, 2.2).
  ///
  /// @param most the octets of the largest
  /// @throws IllegalArgumentException if it is not 1 at least
  public Chaos split(int most) {
    return and(() -> new Disturbance.Split(most));
  }

  /// What the client says within that time is answered in one piece (RFC 9293, 2.2): the replies to
  /// several commands come together.
  ///
  /// @throws IllegalArgumentException if that is not more than nothing
  public Chaos merge(Duration time) {
    return and(() -> new Disturbance.Merge(time));
  }

  /// Who brings a mail for the first time is asked to come again (451; RFC 6647).
  public Chaos greylist() {
    return and(() -> new Disturbance.Greylist());
  }

  /// A mailbox has no room for more.
  ///
  /// @param login whose: a login or a mail address
  /// @throws java.util.NoSuchElementException if nobody has that; it lists those there are
  public Chaos full(String login) {
    return and(() -> new Disturbance.Full(accounts.apply(login).login(), 0));
  }

  /// From here on nothing goes wrong, and chance will begin with its first seed.
  public synchronized void end() {
    seed = FIRST_SEED;
    ofServer.get().end();
  }

  private synchronized Chaos and(Supplier<Disturbance> more) {
    var all = new ArrayList<>(ofServer.get().disturbances());
    try {
      all.add(more.get());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(Wording.say("chaos.impossible"));
    }
    return begin(all);
  }

  private Chaos begin(List<Disturbance> all) {
    ofServer.get().begin(seed, all.toArray(Disturbance[]::new));
    return this;
  }

  private List<String> sentences() {
    return ofServer.get().disturbances().stream().map(Chaos::sentence).toList();
  }

  private static String sentence(Disturbance disturbance) {
    return switch (disturbance) {
      case Disturbance.Delay(var least, var most) when least.equals(most) ->
          Wording.say("chaos.delay", most.toMillis());
      case Disturbance.Delay(var least, var most) ->
          Wording.say("chaos.delay.between", least.toMillis(), most.toMillis());
      case Disturbance.Drop(long octets) -> Wording.say("chaos.drop", octets);
      case Disturbance.Disconnect(var command) -> Wording.say("chaos.disconnect", command);
      case Disturbance.Split(int most) -> Wording.say("chaos.split", most);
      case Disturbance.Merge(var time) -> Wording.say("chaos.merge", time.toMillis());
      case Disturbance.Greylist _ -> Wording.say("chaos.greylist");
      case Disturbance.Full(var login, _) -> Wording.say("chaos.full", login);
    };
  }

  private String caption(List<String> sentences) {
    return sentences.isEmpty()
        ? Wording.say("chaos.none")
        : Wording.say("chaos.caption", sentences.size(), seed);
  }

  /// What is on, in sentences.
  @Override
  public String toString() {
    var sentences = sentences();
    var text = new TextTable().row(caption(sentences));
    sentences.forEach(text::row);
    return text.toString();
  }

  @Override
  public MimeBundle mimeBundle() {
    var sentences = sentences();
    var html = new Html().paragraph(caption(sentences)).items(sentences);
    return MimeBundle.text(toString()).with("text/html", html.toString());
  }
}
