package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everybody who has a mailbox, found by login or address in any case. Unlike GreenMail's own it
/// knows aliases, gives each mailbox a key of its own, and makes nobody up.
final class Owners extends UserManager {

  private final Map<String, GreenMailUser> byLogin = new ConcurrentHashMap<>();
  private final Map<String, GreenMailUser> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  Owners(ImapHostManager folders) {
    super(folders);
  }

  /// Mail for `alias` goes to `owner` from here on.
  void alias(String alias, GreenMailUser owner) {
    byAddress.put(key(alias), owner);
  }

  /// Whether anybody has an address at `domain`.
  boolean serves(String domain) {
    String end = "@" + key(domain);
    return byAddress.keySet().stream().anyMatch(address -> address.endsWith(end));
  }

  @Override
  public GreenMailUser getUser(String login) {
    return byLogin.get(key(login));
  }

  @Override
  public GreenMailUser getUserByEmail(String address) {
    return byAddress.get(key(address));
  }

  @Override
  public GreenMailUser createUser(String address, String login, String password)
      throws UserException {
    if (byAddress.containsKey(key(address))) {
      throw new UserException("The address " + address + " is somebody's already");
    }
    if (byLogin.containsKey(key(login))) {
      throw new UserException("The login " + login + " is somebody's already");
    }
    var owner =
        new Owner(numbers.incrementAndGet(), address, login, password, getImapHostManager());
    owner.create();
    byLogin.put(key(login), owner);
    byAddress.put(key(address), owner);
    return owner;
  }

  @Override
  public void deleteUser(GreenMailUser user) {
    if (byLogin.remove(key(user.getLogin()), user)) {
      byAddress.values().removeIf(user::equals);
      user.delete();
    }
  }

  @Override
  public Collection<GreenMailUser> listUser() {
    return List.copyOf(byLogin.values());
  }

  @Override
  public Stream<GreenMailUser> findUsers(Predicate<GreenMailUser> wanted) {
    return byLogin.values().stream().filter(wanted);
  }

  @Override
  public boolean hasUser(String loginOrAddress) {
    return Optional.ofNullable(getUser(loginOrAddress))
        .or(() -> Optional.ofNullable(getUserByEmail(loginOrAddress)))
        .isPresent();
  }

  private static String key(String loginOrAddress) {
    return loginOrAddress.toLowerCase(Locale.ROOT);
  }
}
