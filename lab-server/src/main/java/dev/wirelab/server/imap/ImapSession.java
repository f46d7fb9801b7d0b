package dev.wirelab.server.imap;

import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.store.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// One client's session as a state machine (RFC 3501, 3): not authenticated, authenticated, with a
/// mailbox selected, and over. Commands go in, untagged responses are written, and what goes behind
/// the tag's OK comes back; sockets are none of its business.
final class ImapSession implements AutoCloseable {

  private static final String CAPABILITIES =
      "IMAP4rev1 LITERAL+ SASL-IR ID ENABLE IDLE NAMESPACE UNSELECT UIDPLUS MOVE ESEARCH CHILDREN"
          + " SPECIAL-USE";
  private static final String MECHANISMS = " AUTH=PLAIN AUTH=LOGIN";

  private final ImapService service;
  private final Output out;
  private final Semaphore news = new Semaphore(0);
  private boolean encrypted;
  private boolean tellsModSequences;
  private Phase phase = Phase.NOT_AUTHENTICATED;
  private Wording wording = Wording.PLAIN;
  private Folders folders;
  private Selected selected;

  /// @param encrypted whether TLS is spoken
  ImapSession(ImapService service, Output out, boolean encrypted) {
    this.service = service;
    this.out = out;
    this.encrypted = encrypted;
  }

  /// TLS is spoken from here on.
  void tlsBegun() {
    encrypted = true;
  }

  Phase phase() {
    return phase;
  }

  /// Has a permit whenever there may be news of the selected mailbox.
  Semaphore news() {
    return news;
  }

  /// One permit is enough, however much has happened.
  private void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /// Carries out a command.
  ///
  /// @return what stands behind OK: perhaps a code, and words
  /// @throws Refusal if it cannot; the session is then where it was, unless SELECT was meant
  String answer(Command command) throws Refusal, IOException {
    if (command.asksForModSequences()) {
      if (!service.condstore()) {
        throw Refusal.bad("CONDSTORE (RFC 7162) is not among what CAPABILITY lists here");
      }
      tellModSequences();
    }
    return switch (command) {
      case Command.Capability capability -> {
        out.line(
            "* CAPABILITY "
                + CAPABILITIES
                + (service.condstore() ? " CONDSTORE" : "")
                + toStrangers());
        yield wording.completed("CAPABILITY");
      }
      case Command.Noop noop -> wording.completed("NOOP");
      case Command.Id id -> {
        out.line("* ID (\"name\" \"Wirelab lab server\")");
        yield wording.completed("ID");
      }
      case Command.Logout logout -> {
        out.line("* BYE " + service.host() + " IMAP4rev1 server terminating connection");
        close();
        phase = Phase.LOGOUT;
        yield wording.completed("LOGOUT");
      }
      case Command.Login(String user, String password) -> login(utf8(user), utf8(password));
      case Command.Enable enable -> {
        boolean condstore = service.condstore() && enable.condstore();
        if (condstore) {
          tellModSequences();
        }
        out.line("* ENABLED" + (condstore ? " CONDSTORE" : ""));
        yield wording.completed("ENABLE");
      }
      case Command.Namespace namespace -> {
        out.line("* NAMESPACE ((\"\" \"" + Folders.SEPARATOR + "\")) NIL NIL");
        yield wording.completed("NAMESPACE");
      }
      case Command.Select select -> select(select);
      case Command.Close close -> {
        if (!selected.isReadOnly()) {
          new SelectedCommands(selected, folders, wording, out).removeDeleted(Optional.empty());
        }
        unselect();
        yield wording.completed("CLOSE");
      }
      case Command.Unselect unselect -> {
        unselect();
        yield wording.completed("UNSELECT");
      }
      case Command.Authenticate authenticate -> throw handledElsewhere(command);
      case Command.Idle idle -> throw handledElsewhere(command);
      case Command.StartTls startTls -> throw handledElsewhere(command);
      case Command.OfMailboxes ofMailboxes ->
          new MailboxCommands(service, folders, wording, out).answer(ofMailboxes);
      case Command.OfMessages ofMessages ->
          new SelectedCommands(selected, folders, wording, out).answer(ofMessages);
    };
  }

  /// From here on the client is told the numbers of changes (RFC 7162, 3.1).
  private void tellModSequences() {
    tellsModSequences = true;
    if (selected != null) {
      selected.tellModSequences();
    }
  }

  /// What is of use only to those who have not logged in.
  private String toStrangers() {
    if (phase != Phase.NOT_AUTHENTICATED) {
      return "";
    }
    return (encrypted ? "" : " STARTTLS") + MECHANISMS;
  }

  private static IllegalStateException handledElsewhere(Command command) {
    return new IllegalStateException(command + " is a dialogue of its own");
  }

  /// Behind the OK of a command that is a dialogue of its own.
  String completed(String command) {
    return wording.completed(command);
  }

  /// Lets somebody in.
  ///
  /// @throws Refusal if they cannot prove who they are; nobody learns which of the two is wrong
  String login(String user, String password) throws Refusal {
    var login =
        service
            .mail()
            .authenticate(user, password::equals)
            .orElseThrow(
                () -> Refusal.no("AUTHENTICATIONFAILED", "No such user, or not that password"));
    folders = service.mail().owned(login);
    wording = service.wording(login);
    phase = Phase.AUTHENTICATED;
    return wording.login();
  }

  private String select(Command.Select wanted) throws Refusal, IOException {
    // Whatever comes of it, what was open is closed (RFC 3501, 6.3.1).
    unselect();
    var folder =
        folders
            .find(wanted.mailbox())
            .orElseThrow(() -> Refusal.no("NONEXISTENT", "There is no mailbox of that name"));
    selected = new Selected(folder, wanted.readOnly(), this::wake);
    if (tellsModSequences) {
      selected.tellModSequences();
    }
    phase = Phase.SELECTED;
    new SelectResponse(selected, wording).write(out);
    if (service.condstore()) {
      out.line("* OK [HIGHESTMODSEQ " + selected.modSequence() + "] Highest");
    }
    return wanted.readOnly()
        ? "[READ-ONLY] " + wording.completed("EXAMINE")
        : "[READ-WRITE] " + wording.completed("SELECT");
  }

  private void unselect() {
    if (selected != null) {
      selected.close();
      selected = null;
      phase = Phase.AUTHENTICATED;
    }
  }

  /// Tells the client what has happened in the selected mailbox.
  ///
  /// @param expunges whether numbers may change
  /// @param uids whether UIDs are to stand beside flags
  void update(boolean expunges, boolean uids) throws IOException {
    if (selected != null) {
      selected.update(out, expunges, uids);
    }
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /// What was open is closed; nothing is removed.
  @Override
  public void close() {
    unselect();
  }
}
