package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.store.FolderNameException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Somebody's folders by their names, whose levels are separated by dots. GreenMail keeps the
/// messages in numbered folders of its own; the names are kept here, since GreenMail loses its way
/// when folders with levels below them are renamed or deleted. Safe for use by several threads.
public final class Folders {

  /// The folder that everybody has; the one whose name is the same in any case (RFC 3501, 5.1).
  public static final String INBOX = "INBOX";

  /// What separates the levels of a name.
  public static final char SEPARATOR = '.';

  /// How many somebody can have.
  public static final int MOST_FOLDERS = 1_000;

  private static final int LONGEST_NAME = 250;

  private final Grounds grounds;
  private final GreenMailUser owner;
  private final NavigableMap<String, Place> places = new TreeMap<>();
  private final Set<String> subscribed = new TreeSet<>();

  /// A name among the folders.
  ///
  /// @param folder what lies there; nothing where a folder was deleted whose lower levels stay
  /// @param use what the folder is for, `\Sent` or `\Trash` (RFC 6154), if it has a use of its own
  public record Place(String name, Optional<Folder> folder, Optional<String> use) {}

  Folders(Grounds grounds, GreenMailUser owner) throws FolderException {
    this.grounds = grounds;
    this.owner = owner;
    put(INBOX, grounds.greenMail().getInbox(owner), () -> grounds.quota().octets(owner.getLogin()));
    subscribed.add(INBOX);
  }

  /// The folder of a name; nothing if there is none.
  public Optional<Folder> find(String name) {
    grounds.lock().lock();
    try {
      return Optional.ofNullable(places.get(canonical(name))).flatMap(Place::folder);
    } finally {
      grounds.lock().unlock();
    }
  }

  public Folder inbox() {
    return find(INBOX).orElseThrow();
  }

  /// All names there are: INBOX first, the others in their order.
  public List<Place> list() {
    grounds.lock().lock();
    try {
      var list = new ArrayList<Place>();
      list.add(places.get(INBOX));
      places.values().stream().filter(place -> !place.name().equals(INBOX)).forEach(list::add);
      return list;
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Whether a name has others below it.
  public boolean hasChildren(String name) {
    grounds.lock().lock();
    try {
      return !below(canonical(name)).isEmpty();
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Makes a folder, and those above it that are missing (RFC 3501, 6.3.3).
  ///
  /// @param name a separator at its end announces levels below it, and does nothing
  public Folder create(String name) throws FolderNameException {
    grounds.lock().lock();
    try {
      var path = checked(name);
      if (find(path).isPresent()) {
        throw new FolderNameException(Reason.EXISTS, "There is a folder of that name already");
      }
      createAbove(path);
      return put(path, numbered());
    } finally {
      grounds.lock().unlock();
    }
  }

  /// What a folder is to be known by, and what it is for (RFC 6154), where that has been chosen.
  void describe(String name, Optional<Long> uidValidity, Optional<String> use)
      throws FolderNameException {
    grounds.lock().lock();
    try {
      var place = required(canonical(name));
      uidValidity.ifPresent(chosen -> {
        grounds.claimUidValidity(chosen);
        place.folder().orElseThrow().knownBy(chosen);
      });
      places.put(place.name(), new Place(place.name(), place.folder(), use));
    } finally {
      grounds.lock().unlock();
    }
  }

  private void createAbove(String path) {
    for (int dot = path.indexOf(SEPARATOR); dot > 0; dot = path.indexOf(SEPARATOR, dot + 1)) {
      var above = path.substring(0, dot);
      if (!places.containsKey(above)) {
        put(above, numbered());
      }
    }
  }

  private MailFolder numbered() {
    try {
      return grounds.greenMail().createMailbox(owner, grounds.nextFolder());
    } catch (AuthorizationException | FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  private Folder put(String path, MailFolder greenMail) {
    return put(path, greenMail, OptionalLong::empty);
  }

  private Folder put(String path, MailFolder greenMail, Supplier<OptionalLong> capacity) {
    var folder = new Folder(grounds, greenMail, grounds.nextUidValidity(), capacity);
    places.put(path, new Place(path, Optional.of(folder), Optional.empty()));
    return folder;
  }

  /// Deletes a folder with all that lies in it. If there are levels below, its name stays for their
  /// sake, without a folder (RFC 3501, 6.3.4).
  public void delete(String name) throws FolderNameException {
    grounds.lock().lock();
    try {
      var path = canonical(name);
      if (path.equals(INBOX)) {
        throw new FolderNameException(Reason.IMPOSSIBLE, "INBOX cannot be deleted");
      }
      var place = required(path);
      boolean stays = !below(path).isEmpty();
      if (place.folder().isEmpty() && stays) {
        throw new FolderNameException(
            Reason.IMPOSSIBLE, "Only the name is left, for the folders below it");
      }
      place.folder().ifPresent(this::discard);
      if (stays) {
        places.put(path, new Place(path, Optional.empty(), Optional.empty()));
      } else {
        places.remove(path);
      }
    } finally {
      grounds.lock().unlock();
    }
  }

  private void discard(Folder folder) {
    try {
      grounds.greenMail().deleteMailbox(owner, folder.close());
    } catch (AuthorizationException | FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Gives a folder another name, and those below it with it. INBOX stays, and what lies in it goes
  /// into a new folder (RFC 3501, 6.3.5).
  ///
  /// @throws StorageFullException if INBOX is meant and there is no room for a moment's copies
  public void rename(String from, String to) throws FolderNameException, StorageFullException {
    grounds.lock().lock();
    try {
      var source = canonical(from);
      var target = checked(to);
      required(source);
      if (places.containsKey(target)) {
        throw new FolderNameException(Reason.EXISTS, "There is a folder of that name already");
      }
      if (source.equals(INBOX)) {
        inbox().move(inbox().messages(), create(target));
        return;
      }
      if (target.startsWith(source + SEPARATOR)) {
        throw new FolderNameException(Reason.IMPOSSIBLE, "A folder cannot be put below itself");
      }
      moveAll(source, target);
    } catch (FolderClosedException | KeywordsException e) {
      throw new IllegalStateException("A new folder takes what an old one had", e);
    } finally {
      grounds.lock().unlock();
    }
  }

  private void moveAll(String source, String target) throws FolderNameException {
    var moving = new TreeMap<String, Place>();
    moving.put(source, places.get(source));
    moving.putAll(below(source));
    for (var name : moving.keySet()) {
      checked(target + name.substring(source.length()));
    }
    places.keySet().removeAll(moving.keySet());
    createAbove(target);
    moving.forEach((name, place) -> {
      var renamed = target + name.substring(source.length());
      places.put(renamed, new Place(renamed, place.folder(), place.use()));
    });
  }

  /// Notes that the owner wants to see a name, which stays noted when its folder is deleted (RFC
  /// 3501, 6.3.6).
  public void subscribe(String name) throws FolderNameException {
    grounds.lock().lock();
    try {
      var path = canonical(name);
      required(path);
      subscribed.add(path);
    } finally {
      grounds.lock().unlock();
    }
  }

  /// Notes that the owner does not want to see a name any more.
  public void unsubscribe(String name) throws FolderNameException {
    grounds.lock().lock();
    try {
      if (!subscribed.remove(canonical(name))) {
        throw new FolderNameException(Reason.NONEXISTENT, "That name is not subscribed to");
      }
    } finally {
      grounds.lock().unlock();
    }
  }

  /// The names that the owner wants to see, in their order.
  public List<String> subscribed() {
    grounds.lock().lock();
    try {
      return List.copyOf(subscribed);
    } finally {
      grounds.lock().unlock();
    }
  }

  private Place required(String path) throws FolderNameException {
    var place = places.get(path);
    if (place == null) {
      throw new FolderNameException(Reason.NONEXISTENT, "There is no folder of that name");
    }
    return place;
  }

  private Map<String, Place> below(String path) {
    return places.subMap(path + SEPARATOR, path + (char) (SEPARATOR + 1));
  }

  private String checked(String name) throws FolderNameException {
    var path = checkedName(name);
    // With room for those above it.
    if (places.size() + path.chars().filter(c -> c == SEPARATOR).count() >= MOST_FOLDERS) {
      throw new FolderNameException(
          Reason.TOO_MANY, "There are " + places.size() + " folders, and no room for more");
    }
    return path;
  }

  /// A name as it is kept: without a separator at its end, INBOX in capitals.
  ///
  /// @throws FolderNameException if no folder can be called so; it says why
  public static String checkedName(String name) throws FolderNameException {
    var path =
        canonical(
            name.endsWith(String.valueOf(SEPARATOR)) ? name.substring(0, name.length() - 1) : name);
    if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
      throw new FolderNameException(
          Reason.IMPOSSIBLE, "A dot separates the levels of a name, and none of them is empty");
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '*' || c == '%')) {
      throw new FolderNameException(
          Reason.IMPOSSIBLE, "A folder's name has no * and % and no control characters");
    }
    if (path.length() > LONGEST_NAME) {
      throw new FolderNameException(
          Reason.IMPOSSIBLE, "A folder's name has at most " + LONGEST_NAME + " characters");
    }
    return path;
  }

  private static String canonical(String name) {
    int dot = name.indexOf(SEPARATOR);
    var first = dot < 0 ? name : name.substring(0, dot);
    return first.equalsIgnoreCase(INBOX) ? INBOX + name.substring(first.length()) : name;
  }
}
