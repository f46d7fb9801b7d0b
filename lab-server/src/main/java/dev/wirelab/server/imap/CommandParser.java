package dev.wirelab.server.imap;

import dev.wirelab.server.imap.Command.Change;
import dev.wirelab.server.imap.Command.StatusItem;
import dev.wirelab.server.imap.fetch.FetchItem;
import dev.wirelab.server.imap.search.CharsetException;
import dev.wirelab.server.imap.search.SearchQuery;
import dev.wirelab.server.imap.syntax.ImapDates;
import dev.wirelab.server.imap.syntax.ModifiedUtf7;
import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import dev.wirelab.server.store.ImapFlags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes a command apart, once its tag and its verb are known.
final class CommandParser {

  private static final int LONGEST_KEYWORD = 100;
  private static final Pattern HTTP = Pattern.compile("[A-Z]+ \\S+ HTTP/\\d.*", Pattern.DOTALL);

  private final Scanner in;
  private final String tag;

  private CommandParser(Scanner in, String tag) {
    this.in = in;
    this.tag = tag;
  }

  /// Whether somebody speaks HTTP, who has come to the wrong port.
  static boolean isHttp(String text) {
    return HTTP.matcher(text).matches();
  }

  /// Reads the verb.
  static Verb verb(Scanner in) throws SyntaxException, Refusal {
    var word = in.keyword("a command");
    return Verb.named(word)
        .orElseThrow(() ->
            Refusal.bad(
                "Command not recognized (RFC 3501, 6); a line is a tag, a command and its"
                    + " arguments"));
  }

  /// Reads what follows the verb.
  ///
  /// @throws Refusal if that is not as it should be, or cannot be done by anybody
  static Command parse(String tag, Verb verb, Scanner in) throws Refusal {
    try {
      var command = new CommandParser(in, tag).command(verb, false);
      in.end();
      return command;
    } catch (SyntaxException e) {
      throw Refusal.bad(e.getMessage() + ". Syntax: " + verb.syntax());
    } catch (CharsetException e) {
      throw Refusal.no(
          "BADCHARSET (" + String.join(" ", SearchQuery.CHARSETS) + ")", e.getMessage());
    }
  }

  private Command command(Verb verb, boolean uid)
      throws SyntaxException, CharsetException, Refusal {
    return switch (verb) {
      case CAPABILITY -> new Command.Capability();
      case NOOP -> new Command.Noop();
      case LOGOUT -> new Command.Logout();
      case STARTTLS -> new Command.StartTls();
      case NAMESPACE -> new Command.Namespace();
      case IDLE -> new Command.Idle();
      case CHECK -> new Command.Check();
      case CLOSE -> new Command.Close();
      case UNSELECT -> new Command.Unselect();
      case EXPUNGE -> {
        if (uid) {
          in.space();
        }
        yield new Command.Expunge(uid ? Optional.of(in.sequenceSet()) : Optional.empty());
      }
      default -> {
        in.space();
        yield withArguments(verb, uid);
      }
    };
  }

  private Command withArguments(Verb verb, boolean uid)
      throws SyntaxException, CharsetException, Refusal {
    return switch (verb) {
      case ID -> id();
      case AUTHENTICATE -> authenticate();
      case LOGIN -> login();
      case ENABLE -> enable();
      case SELECT -> select(false);
      case EXAMINE -> select(true);
      case CREATE -> new Command.Create(mailbox());
      case DELETE -> new Command.Delete(mailbox());
      case RENAME -> rename();
      case SUBSCRIBE -> new Command.Subscribe(mailbox());
      case UNSUBSCRIBE -> new Command.Unsubscribe(mailbox());
      case LIST -> list(false);
      case LSUB -> list(true);
      case STATUS -> status();
      case APPEND -> append();
      case SEARCH -> new Command.Search(tag, uid, SearchQuery.parse(in));
      case FETCH -> fetch(uid);
      case STORE -> store(uid);
      case COPY -> copy(uid, false);
      case MOVE -> copy(uid, true);
      case UID -> uid();
      default -> throw new IllegalStateException(verb + " has no arguments");
    };
  }

  private Command uid() throws SyntaxException, CharsetException, Refusal {
    var verb = verb(in);
    return switch (verb) {
      case FETCH, STORE, SEARCH, COPY, MOVE, EXPUNGE -> command(verb, true);
      default -> throw Refusal.bad("UID does not go with that. Syntax: " + Verb.UID.syntax());
    };
  }

  private Command id() throws SyntaxException {
    if (!in.skip("NIL")) {
      in.list(
          true,
          () -> {
            in.string();
            in.space();
            return in.nstring();
          });
    }
    return new Command.Id();
  }

  private Command authenticate() throws SyntaxException {
    var mechanism = in.keyword("a mechanism");
    if (!in.skip(' ')) {
      return new Command.Authenticate(mechanism, Optional.empty());
    }
    return new Command.Authenticate(mechanism, Optional.of(in.atom()));
  }

  private Command login() throws SyntaxException {
    var user = in.astring();
    in.space();
    return new Command.Login(user, in.astring());
  }

  private Command enable() throws SyntaxException {
    var capabilities = new ArrayList<String>();
    do {
      capabilities.add(in.keyword("a capability"));
    } while (in.skip(' '));
    return new Command.Enable(capabilities);
  }

  private Command select(boolean readOnly) throws SyntaxException {
    var mailbox = mailbox();
    boolean condstore = in.skip(' ');
    if (condstore) {
      in.list(
          false,
          () -> {
            if (!in.skip("CONDSTORE")) {
              throw in.expected("CONDSTORE (RFC 7162, 3.1.8)");
            }
            return "CONDSTORE";
          });
    }
    return new Command.Select(mailbox, readOnly, condstore);
  }

  private Command rename() throws SyntaxException {
    var from = mailbox();
    in.space();
    return new Command.Rename(from, mailbox());
  }

  private Command list(boolean subscribed) throws SyntaxException {
    var reference = in.astring();
    in.space();
    return new Command.ListMailboxes(subscribed, reference, in.listMailbox());
  }

  private Command status() throws SyntaxException {
    var mailbox = mailbox();
    in.space();
    return new Command.Status(mailbox, in.list(false, this::statusItem));
  }

  private StatusItem statusItem() throws SyntaxException {
    try {
      return StatusItem.valueOf(in.keyword("an item"));
    } catch (IllegalArgumentException e) {
      throw new SyntaxException(
          "STATUS tells MESSAGES, RECENT, UIDNEXT, UIDVALIDITY and UNSEEN (RFC 3501, 6.3.10)");
    }
  }

  private Command append() throws SyntaxException, Refusal {
    var mailbox = mailbox();
    in.space();
    Set<String> flags = Set.of();
    if (in.sees('(')) {
      flags = flags(in.list(true, in::flag));
      in.space();
    }
    Optional<Instant> received = Optional.empty();
    if (in.sees('"')) {
      received = Optional.of(ImapDates.dateTime(in.string()));
      in.space();
    }
    if (!in.sees('{')) {
      throw in.expected("the message as a literal");
    }
    return new Command.Append(mailbox, flags, received, in.literal());
  }

  private Command fetch(boolean uid) throws SyntaxException {
    var messages = in.sequenceSet();
    in.space();
    var items = FetchItem.parse(in);
    return new Command.Fetch(
        uid,
        messages,
        items,
        in.skip(' ') ? Optional.of(modifier("CHANGEDSINCE")) : Optional.empty());
  }

  /// What else a command heeds: the number of a change (RFC 7162, 3.1.3 and 3.1.4.1).
  private long modifier(String name) throws SyntaxException {
    in.expect('(');
    if (!in.skip(name + " ")) {
      throw in.expected(name + " and the number of a change (RFC 7162, 7)");
    }
    long number = in.modSequence();
    in.expect(')');
    return number;
  }

  private Command store(boolean uid) throws SyntaxException, Refusal {
    var messages = in.sequenceSet();
    in.space();
    Optional<Long> unchangedSince = Optional.empty();
    if (in.sees('(')) {
      unchangedSince = Optional.of(modifier("UNCHANGEDSINCE"));
      in.space();
    }
    var change = in.skip('+') ? Change.ADD : in.skip('-') ? Change.REMOVE : Change.REPLACE;
    var item = in.name("FLAGS");
    if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
      throw in.expected("behind FLAGS or FLAGS.SILENT");
    }
    in.space();
    var flags = in.sees('(') ? in.list(true, in::flag) : bareFlags();
    return new Command.Store(
        uid, messages, unchangedSince, change, item.endsWith("SILENT"), flags(flags));
  }

  private List<String> bareFlags() throws SyntaxException {
    var flags = new ArrayList<String>();
    do {
      flags.add(in.flag());
    } while (in.skip(' '));
    return flags;
  }

  private static Set<String> flags(List<String> written) throws SyntaxException, Refusal {
    var flags = new LinkedHashSet<String>();
    for (var flag : written) {
      if (flag.length() > LONGEST_KEYWORD) {
        throw Refusal.no("LIMIT", "A keyword has at most " + LONGEST_KEYWORD + " characters here");
      }
      if (!flag.startsWith("\\")) {
        flags.add(flag);
        continue;
      }
      var system = ImapFlags.system(flag);
      if (system.isEmpty()) {
        throw Refusal.no("CANNOT", "There is no such system flag (RFC 3501, 2.3.2)");
      }
      if (system.get().equals(ImapFlags.RECENT)) {
        throw new SyntaxException("\\Recent is the server's to set (RFC 3501, 2.3.2)");
      }
      flags.add(system.get());
    }
    return flags;
  }

  private Command copy(boolean uid, boolean move) throws SyntaxException {
    var messages = in.sequenceSet();
    in.space();
    return new Command.Copy(uid, move, messages, mailbox());
  }

  private String mailbox() throws SyntaxException {
    return ModifiedUtf7.decode(in.astring());
  }
}
