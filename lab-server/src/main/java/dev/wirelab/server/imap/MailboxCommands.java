package dev.wirelab.server.imap;

import dev.wirelab.server.imap.syntax.ModifiedUtf7;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.FolderClosedException;
import dev.wirelab.server.store.FolderNameException;
import dev.wirelab.server.store.Folders;
import dev.wirelab.server.store.ImapFlags;
import dev.wirelab.server.store.KeywordsException;
import dev.wirelab.server.store.StorageFullException;
import java.io.IOException;
import java.util.stream.Collectors;

/// Carries out the commands that are about mailboxes (RFC 3501, 6.3).
record MailboxCommands(ImapService service, Folders folders, Wording wording, Output out) {

  /// @return what stands behind OK
  String answer(Command.OfMailboxes command) throws Refusal, IOException {
    try {
      return carryOut(command);
    } catch (FolderNameException e) {
      throw Refusal.of(e);
    } catch (StorageFullException e) {
      throw Refusal.of(e);
    }
  }

  private String carryOut(Command.OfMailboxes command)
      throws Refusal, FolderNameException, StorageFullException, IOException {
    return switch (command) {
      case Command.Create(String mailbox) -> {
        folders.create(mailbox);
        yield wording.completed("CREATE");
      }
      case Command.Delete(String mailbox) -> {
        folders.delete(mailbox);
        yield wording.completed("DELETE");
      }
      case Command.Rename(String from, String to) -> {
        folders.rename(from, to);
        yield wording.completed("RENAME");
      }
      case Command.Subscribe(String mailbox) -> {
        folders.subscribe(mailbox);
        yield wording.completed("SUBSCRIBE");
      }
      case Command.Unsubscribe(String mailbox) -> {
        folders.unsubscribe(mailbox);
        yield wording.completed("UNSUBSCRIBE");
      }
      case Command.ListMailboxes list -> {
        new MailboxList(folders, out).write(list);
        yield wording.completed(list.subscribed() ? "LSUB" : "LIST");
      }
      case Command.Status status -> status(status);
      case Command.Append append -> append(append);
    };
  }

  private String status(Command.Status wanted) throws Refusal, IOException {
    var folder =
        folders
            .find(wanted.mailbox())
            .orElseThrow(() -> Refusal.no("NONEXISTENT", "There is no mailbox of that name"));
    var items =
        wanted.items().stream()
            .map(item -> item + " " + status(folder, item))
            .collect(Collectors.joining(" "));
    var name = ModifiedUtf7.encode(wanted.mailbox());
    out.line("* STATUS " + Output.quoted(name) + " (" + items + ")");
    return wording.completed("STATUS");
  }

  private static long status(Folder folder, Command.StatusItem item) {
    var messages = folder.messages();
    return switch (item) {
      case MESSAGES -> messages.size();
      case RECENT -> messages.stream().filter(message -> message.has(ImapFlags.RECENT)).count();
      case UIDNEXT -> folder.uidNext();
      case UIDVALIDITY -> folder.uidValidity();
      case HIGHESTMODSEQ -> folder.snapshot().modSequence();
      case UNSEEN -> messages.stream().filter(message -> !message.has(ImapFlags.SEEN)).count();
    };
  }

  private String append(Command.Append wanted) throws Refusal, StorageFullException {
    var folder = target(folders, wanted.mailbox());
    requireMessage(wanted.message());
    try {
      long uid =
          folder.append(
              wanted.message(),
              wanted.flags(),
              wanted.received().orElseGet(() -> service.clock().instant()));
      return "[APPENDUID %d %d] ".formatted(folder.uidValidity(), uid)
          + wording.completed("APPEND");
    } catch (FolderClosedException e) {
      throw tryCreate();
    } catch (KeywordsException e) {
      throw Refusal.no("LIMIT", e.getMessage());
    }
  }

  /// Where messages are to be put.
  ///
  /// @throws Refusal if there is no such mailbox; it hints that it may be created
  static Folder target(Folders folders, String mailbox) throws Refusal {
    return folders.find(mailbox).orElseThrow(MailboxCommands::tryCreate);
  }

  static Refusal tryCreate() {
    return Refusal.no("TRYCREATE", "There is no mailbox of that name; CREATE makes one");
  }

  /// All mail in the lab has lines that end with CR LF, however it came: POP3 and the client's eyes
  /// rely on it.
  private static void requireMessage(byte[] octets) throws Refusal {
    if (octets.length == 0) {
      throw Refusal.no("Nothing is not a message");
    }
    int line = 1;
    for (int i = 0; i < octets.length; i++) {
      boolean crLf = octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
      if (crLf) {
        i++;
        line++;
      } else if (octets[i] == '\r' || octets[i] == '\n') {
        throw Refusal.no(
            "In line %d a CR or LF stands alone; a message's lines end with <CRLF> (RFC 5322, 2.3)"
                .formatted(line));
      }
    }
  }
}
