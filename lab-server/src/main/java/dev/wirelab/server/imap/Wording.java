package dev.wirelab.server.imap;

import dev.wirelab.server.store.ImapFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// What the server says where the RFC leaves it the words and their order, and no client minds (RFC
/// 3501, 7.1): a lab can sound like the servers of its transcripts.
///
/// @param login behind the OK of who has logged in
/// @param completed behind the OK of a command; `{COMMAND}` or `{Command}` stands for its name
/// @param flags the system flags, in the order in which they are listed
/// @param select what SELECT tells, in its order
/// @param unseen the words that go with the first unseen message
/// @param permanentFlags the words that go with the flags that can be stored
/// @param uidValidity the words that go with the UIDs' validity
/// @param uidNext the words that go with the next UID
public record Wording(
    String login,
    String completed,
    List<String> flags,
    List<Told> select,
    String unseen,
    String permanentFlags,
    String uidValidity,
    String uidNext) {

  /// What SELECT tells (RFC 3501, 6.3.1).
  public enum Told {
    FLAGS,
    EXISTS,
    RECENT,
    UNSEEN,
    PERMANENTFLAGS,
    UIDVALIDITY,
    UIDNEXT
  }

  /// As the RFC's own examples have it.
  public static final Wording PLAIN =
      new Wording(
          "LOGIN completed",
          "{COMMAND} completed",
          List.of(
              ImapFlags.ANSWERED,
              ImapFlags.FLAGGED,
              ImapFlags.DELETED,
              ImapFlags.SEEN,
              ImapFlags.DRAFT),
          List.of(
              Told.EXISTS,
              Told.RECENT,
              Told.UNSEEN,
              Told.UIDVALIDITY,
              Told.UIDNEXT,
              Told.FLAGS,
              Told.PERMANENTFLAGS),
          "First unseen",
          "Can be stored",
          "UIDs valid",
          "Predicted next UID");

  public Wording {
    flags = List.copyOf(flags);
    select = List.copyOf(select);
  }

  /// What stands behind the OK.
  ///
  /// @param command in upper case
  String completed(String command) {
    return completed
        .replace("{COMMAND}", command)
        .replace("{Command}", command.charAt(0) + command.substring(1).toLowerCase(Locale.ROOT));
  }

  /// System flags in their order, and what else there is behind them.
  String flags(SequencedSet<String> more) {
    var all = new ArrayList<>(flags);
    all.addAll(more);
    return "(" + String.join(" ", all) + ")";
  }
}
