package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.ImapHostManagerImpl;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.InMemoryStore;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// All the mail of one lab, in memory. A lab that is reset gets a new one. Safe for use by several
/// threads.
public final class Mailstore {

  /// How much mail a lab holds: it shares its memory with a learner's own work.
  public static final long MOST_OCTETS = 32L * 1024 * 1024;

  private final ImapHostManager greenMail = new ImapHostManagerImpl(new InMemoryStore());
  private final Owners owners = new Owners(greenMail);
  private final Map<GreenMailUser, Folders> folders = new ConcurrentHashMap<>();
  private final Grounds grounds;

  /// A store whose first folder is known by 1.
  public Mailstore() {
    this(1, Quota.NONE);
  }

  /// @param firstUidValidity what the first folder is known by (RFC 3501, 2.3.1.1); those that
  ///   follow are counted up from it
  /// @param quota what each INBOX can hold of what comes; not of what a lab begins with
  public Mailstore(long firstUidValidity, Quota quota) {
    this.grounds = new Grounds(greenMail, MOST_OCTETS, quota, firstUidValidity);
  }

  /// Gives somebody a mailbox, with an empty INBOX.
  ///
  /// @throws IllegalArgumentException if login or address is taken
  public void open(String login, String address, String password, List<String> aliases) {
    try {
      var owner = owners.createUser(address, login, password);
      folders.put(owner, new Folders(grounds, owner));
      aliases.forEach(alias -> owners.alias(alias, owner));
    } catch (UserException | FolderException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Makes a folder; `INBOX` is there already.
  ///
  /// @param name its levels are separated by dots
  public void createFolder(String login, String name) {
    createFolder(login, name, Optional.empty(), Optional.empty());
  }

  /// Makes a folder if it is not there yet, and says of it what has been chosen.
  ///
  /// @param name its levels are separated by dots
  /// @param uidValidity what it is known by (RFC 3501, 2.3.1.1)
  /// @param use what it is for, `\Sent` or `\Trash` (RFC 6154)
  public void createFolder(
      String login, String name, Optional<Long> uidValidity, Optional<String> use) {
    try {
      var owned = owned(login);
      if (owned.find(name).isEmpty()) {
        owned.create(name);
      }
      owned.describe(name, uidValidity, use);
    } catch (FolderNameException e) {
      throw new IllegalArgumentException(
          "The folder " + name + " of " + login + ": " + e.getMessage(), e);
    }
  }

  /// Puts a message into a folder; it gets `\Recent` as well.
  public void append(
      String login, String folder, byte[] octets, Set<String> flags, Instant received) {
    append(login, folder, octets, flags, true, received);
  }

  /// Puts a message into a folder.
  ///
  /// @param recent whether it gets `\Recent` as well
  public void append(
      String login,
      String folder,
      byte[] octets,
      Set<String> flags,
      boolean recent,
      Instant received) {
    try {
      owned(login)
          .find(folder)
          .orElseThrow(() -> new IllegalArgumentException(login + " has no folder " + folder))
          .append(octets, flags, recent, received);
    } catch (StorageFullException | FolderClosedException | KeywordsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
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

  /// Whether somebody's INBOX can take so many octets more.
  public boolean hasRoom(String login, long octets) {
    return owned(login).inbox().hasRoom(octets);
  }

  /// Puts a message into the INBOX of each recipient, or of none.
  ///
  /// @throws StorageFullException if there is no room for it
  /// @throws DeliveryException if it could not be stored; then nobody has it
  public void deliver(Collection<GreenMailUser> recipients, byte[] octets, Instant received)
      throws StorageFullException, DeliveryException {
    Deque<Runnable> undo = new ArrayDeque<>();
    grounds.lock().lock();
    try {
      grounds.requireRoom((long) recipients.size() * octets.length);
      for (var recipient : recipients) {
        var inbox = folders.get(recipient).inbox();
        long uid = inbox.append(octets, Set.of(), received);
        undo.push(() -> inbox.expunge(Set.of(uid)));
      }
    } catch (StorageFullException e) {
      undo.forEach(Runnable::run);
      throw e;
    } catch (FolderClosedException | KeywordsException | RuntimeException | OutOfMemoryError e) {
      undo.forEach(Runnable::run);
      throw new DeliveryException(e);
    } finally {
      grounds.lock().unlock();
    }
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

  /// Somebody's folders.
  public Folders owned(String login) {
    var owner = owners.getUser(login);
    if (owner == null) {
      throw new IllegalArgumentException("Nobody logs in as " + login);
    }
    return folders.get(owner);
  }

  /// The messages of a folder, in order; nothing if there is no such folder.
  public Optional<List<Entry>> messages(String login, String folder) {
    return snapshot(login, folder).map(found -> found.stream().map(Mailstore::entry).toList());
  }

  /// The same without a copy of their octets: cheap, however much lies there. What comes and goes
  /// later does not change it.
  public Optional<List<Message>> snapshot(String login, String folder) {
    return owned(login).find(folder).map(Folder::messages);
  }

  /// Removes messages from a folder; those that are gone already are no fault, nor is a folder that
  /// is.
  ///
  /// @param uids their unique identifiers
  public void expunge(String login, String folder, Set<Long> uids) {
    owned(login).find(folder).ifPresent(found -> found.expunge(uids));
  }

  /// The names of somebody's folders, `INBOX` among them.
  public List<String> folders(String login) {
    return owned(login).list().stream().map(Folders.Place::name).toList();
  }

  private static Entry entry(Message message) {
    return new Entry(message.uid(), message.flags(), message.received(), message.octets());
  }
}
