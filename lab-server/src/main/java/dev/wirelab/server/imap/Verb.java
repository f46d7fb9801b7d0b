package dev.wirelab.server.imap;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The commands there are, with their syntax as errors tell it and the states that they belong to
/// (RFC 3501, 6).
enum Verb {
  CAPABILITY("CAPABILITY", Phase.NOT_AUTHENTICATED, Phase.AUTHENTICATED, Phase.SELECTED),
  NOOP("NOOP", Phase.NOT_AUTHENTICATED, Phase.AUTHENTICATED, Phase.SELECTED),
  LOGOUT("LOGOUT", Phase.NOT_AUTHENTICATED, Phase.AUTHENTICATED, Phase.SELECTED),
  ID(
      "ID (<name> <value> ...) or ID NIL",
      Phase.NOT_AUTHENTICATED,
      Phase.AUTHENTICATED,
      Phase.SELECTED),
  STARTTLS("STARTTLS", Phase.NOT_AUTHENTICATED),
  AUTHENTICATE("AUTHENTICATE <mechanism> [<initial response>]", Phase.NOT_AUTHENTICATED),
  LOGIN("LOGIN <user> <password>", Phase.NOT_AUTHENTICATED),
  ENABLE("ENABLE <capability> ...", Phase.AUTHENTICATED, Phase.SELECTED),
  SELECT("SELECT <mailbox> [(CONDSTORE)]", Phase.AUTHENTICATED, Phase.SELECTED),
  EXAMINE("EXAMINE <mailbox> [(CONDSTORE)]", Phase.AUTHENTICATED, Phase.SELECTED),
  CREATE("CREATE <mailbox>", Phase.AUTHENTICATED, Phase.SELECTED),
  DELETE("DELETE <mailbox>", Phase.AUTHENTICATED, Phase.SELECTED),
  RENAME("RENAME <mailbox> <new name>", Phase.AUTHENTICATED, Phase.SELECTED),
  SUBSCRIBE("SUBSCRIBE <mailbox>", Phase.AUTHENTICATED, Phase.SELECTED),
  UNSUBSCRIBE("UNSUBSCRIBE <mailbox>", Phase.AUTHENTICATED, Phase.SELECTED),
  LIST("LIST <reference> <mailbox with % or *>", Phase.AUTHENTICATED, Phase.SELECTED),
  LSUB("LSUB <reference> <mailbox with % or *>", Phase.AUTHENTICATED, Phase.SELECTED),
  STATUS("STATUS <mailbox> (<item> ...)", Phase.AUTHENTICATED, Phase.SELECTED),
  APPEND(
      "APPEND <mailbox> [(<flag> ...)] [\"<date and time>\"] {<octets>}",
      Phase.AUTHENTICATED,
      Phase.SELECTED),
  NAMESPACE("NAMESPACE", Phase.AUTHENTICATED, Phase.SELECTED),
  IDLE("IDLE", Phase.AUTHENTICATED, Phase.SELECTED),
  CHECK("CHECK", Phase.SELECTED),
  CLOSE("CLOSE", Phase.SELECTED),
  UNSELECT("UNSELECT", Phase.SELECTED),
  EXPUNGE("EXPUNGE", Phase.SELECTED),
  SEARCH("SEARCH [RETURN (<result> ...)] [CHARSET <charset>] <key> ...", Phase.SELECTED),
  FETCH(
      "FETCH <numbers> <item> or FETCH <numbers> (<item> ...), perhaps (CHANGEDSINCE <number>)",
      Phase.SELECTED),
  STORE(
      "STORE <numbers> [(UNCHANGEDSINCE <number>)] [+|-]FLAGS[.SILENT] (<flag> ...)",
      Phase.SELECTED),
  COPY("COPY <numbers> <mailbox>", Phase.SELECTED),
  MOVE("MOVE <numbers> <mailbox>", Phase.SELECTED),
  UID("UID FETCH, STORE, SEARCH, COPY, MOVE or EXPUNGE, and what these need", Phase.SELECTED);

  private final String syntax;
  private final Set<Phase> phases;

  Verb(String syntax, Phase first, Phase... others) {
    this.syntax = syntax;
    this.phases = EnumSet.of(first, others);
  }

  /// @param word in upper case
  static Optional<Verb> named(String word) {
    return Arrays.stream(values()).filter(verb -> verb.name().equals(word)).findFirst();
  }

  String syntax() {
    return syntax;
  }

  /// @throws Refusal if the command does not belong here; it says what must come first
  void require(Phase phase) throws Refusal {
    if (phases.contains(phase)) {
      return;
    }
    if (phase == Phase.NOT_AUTHENTICATED) {
      throw Refusal.bad(this + " needs somebody who is logged in; LOGIN first (RFC 3501, 3.1)");
    }
    throw Refusal.bad(
        phases.contains(Phase.SELECTED)
            ? this + " needs a mailbox; SELECT or EXAMINE one first (RFC 3501, 3.3)"
            : this + " has no place here: you are logged in already (RFC 3501, 6.2)");
  }
}
