package dev.wirelab.server.store;

import com.icegreen.greenmail.foedus.util.MsgRangeFilter;
import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.ImapHostManagerImpl;
import com.icegreen.greenmail.imap.commands.IdRange;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.InMemoryStore;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// All the mail of one lab, in memory. A lab that is reset gets a new one. Safe for use by several
/// threads.
public final class Mailstore {

  /// How much mail a lab holds: it shares its memory with a learner's own work.
  static final long MOST_OCTETS = 32L * 1024 * 1024;

  private static final MsgRangeFilter ALL = new MsgRangeFilter("1:*", false);

  private final ImapHostManager folders = new ImapHostManagerImpl(new InMemoryStore());
  private final Owners owners = new Owners(folders);
  private final ReentrantLock delivery = new ReentrantLock();
  private long counted;

  /// Gives somebody a mailbox, with an empty INBOX.
  ///
  /// @throws IllegalArgumentException if login or address is taken
  public void open(String login, String address, String password, List<String> aliases) {
    try {
      var owner = owners.createUser(address, login, password);
      aliases.forEach(alias -> owners.alias(alias, owner));
    } catch (UserException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Makes a folder; `INBOX` is there already.
  ///
  /// @param name its levels are separated by dots
  public void createFolder(String login, String name) {
    try {
      folders.createMailbox(owner(login), name);
    } catch (AuthorizationException | FolderException e) {
      throw new IllegalArgumentException("The folder " + name + " of " + login + ": " + e, e);
    }
  }

  /// Puts a message into a folder; it gets `\Recent` as well.
  public void append(
      String login, String folder, byte[] octets, Set<String> flags, Instant received) {
    try {
      var found =
          folder(login, folder)
              .orElseThrow(() -> new IllegalArgumentException(login + " has no folder " + folder));
      append(found, octets, ImapFlags.from(flags), Date.from(received));
    } catch (MessagingException e) {
      throw new IllegalArgumentException("No message: " + e.getMessage(), e);
    }
  }

  /// Who gets the mail for an address, in any case.
  public Optional<GreenMailUser> recipient(String address) {
    return Optional.ofNullable(owners.getUserByEmail(address));
  }

  /// Whether anybody here has an address at `domain`.
  public boolean serves(String domain) {
    return owners.serves(domain);
  }

  /// Puts a message into the INBOX of each recipient, or of none.
  ///
  /// @throws StorageFullException if there is no room for it
  /// @throws DeliveryException if it could not be stored; then nobody has it
  public void deliver(Collection<GreenMailUser> recipients, byte[] octets, Instant received)
      throws StorageFullException, DeliveryException {
    Deque<Runnable> undo = new ArrayDeque<>();
    delivery.lock();
    try {
      makeRoom((long) recipients.size() * octets.length);
      for (var recipient : recipients) {
        var inbox = folders.getInbox(recipient);
        long uid = append(inbox, octets, new Flags(), Date.from(received));
        undo.push(() -> remove(inbox, uid));
      }
    } catch (MessagingException | FolderException | RuntimeException | OutOfMemoryError e) {
      undo.forEach(Runnable::run);
      throw new DeliveryException(e);
    } finally {
      delivery.unlock();
    }
  }

  /// Counts what comes, and what is there only when that might be too much: some of it may have
  /// been deleted meanwhile.
  private void makeRoom(long octets) throws StorageFullException {
    if (counted + octets > MOST_OCTETS) {
      counted = octetsStored();
    }
    if (counted + octets > MOST_OCTETS) {
      throw new StorageFullException();
    }
    counted += octets;
  }

  private long octetsStored() {
    return folders.getAllMessages().stream()
        .mapToLong(stored -> stored.getAttributes().getSize())
        .sum();
  }

  private static long append(MailFolder folder, byte[] octets, Flags flags, Date received)
      throws MessagingException {
    if (!OpaqueMessage.isNeededFor(octets)) {
      try {
        return folder.appendMessage(parse(octets), flags, received);
      } catch (RuntimeException | StackOverflowError e) {
        // GreenMail takes a message apart as it stores it, and has stumbled over a part.
      }
    }
    return folder.appendMessage(new OpaqueMessage(octets), flags, received);
  }

  /// The messages of a folder, in order; nothing if there is no such folder.
  public Optional<List<Entry>> messages(String login, String folder) {
    return folder(login, folder)
        .map(found -> found.getMessages(ALL).stream().map(Mailstore::entry).toList());
  }

  /// Who logs in as `login`, in any case, with a password for which `proof` holds.
  ///
  /// @param proof whether the client knows this password; not asked if there is no such login
  /// @return the login as it was given when the mailbox was opened; nobody if the proof fails
  public Optional<String> authenticate(String login, Predicate<String> proof) {
    return Optional.ofNullable(owners.getUser(login))
        .filter(owner -> proof.test(owner.getPassword()))
        .map(GreenMailUser::getLogin);
  }

  /// The names of somebody's folders, `INBOX` among them.
  public List<String> folders(String login) {
    var owner = owner(login);
    int prefix = folders.getFolder(owner, "").getFullName().length() + 1;
    try {
      return folders.listMailboxes(owner, "*").stream()
          .map(folder -> folder.getFullName().substring(prefix))
          .toList();
    } catch (FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<MailFolder> folder(String login, String name) {
    return Optional.ofNullable(folders.getFolder(owner(login), name));
  }

  private GreenMailUser owner(String login) {
    var owner = owners.getUser(login);
    if (owner == null) {
      throw new IllegalArgumentException("Nobody logs in as " + login);
    }
    return owner;
  }

  /// Without a session: with one, headers would be decoded as UTF-8, and octets that are none lost.
  private static MimeMessage parse(byte[] octets) throws MessagingException {
    return new MimeMessage(null, new ByteArrayInputStream(octets));
  }

  private static void remove(MailFolder folder, long uid) {
    try {
      folder.setFlags(new Flags(Flags.Flag.DELETED), true, uid, null, false);
      folder.expunge(new IdRange[] {new IdRange(uid)});
    } catch (FolderException e) {
      // Somebody else has removed it meanwhile.
    }
  }

  private static Entry entry(StoredMessage stored) {
    var octets = new ByteArrayOutputStream();
    try {
      stored.getMimeMessage().writeTo(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
    return new Entry(
        stored.getUid(),
        ImapFlags.spell(stored.getFlags()),
        stored.getReceivedDate().toInstant(),
        octets.toByteArray());
  }
}
