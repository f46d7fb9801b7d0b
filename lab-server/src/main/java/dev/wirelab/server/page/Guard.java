package dev.wirelab.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who may see the page: whoever has its token, in the address or in the cookie that follows from
/// it, and asks under a name of ours.
final class Guard {

  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:]+)(?::[0-9]{1,5})?");

  private final byte[] token;
  private final String cookie;
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /// @param port cookies are shared by all ports of a host, so it is in the name of this one
  /// @param names by which the page may be asked for
  Guard(String token, int port, Set<String> names) {
    this.names.addAll(names);
    this.token = token.getBytes(UTF_8);
    this.cookie = "wirelab-" + port;
  }

  /// Whether it was asked for under one of them. A page from elsewhere may have its own name lead
  /// here (DNS rebinding), which gives it away.
  boolean isHere(HttpExchange exchange) {
    var hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    if (hosts.size() != 1) {
      return false;
    }
    var host = HOST.matcher(hosts.getFirst());
    return host.matches() && names.contains(host.group(1));
  }

  /// Whether who asks has the token.
  boolean knows(HttpExchange exchange, Optional<String> given) {
    return given.filter(this::isToken).isPresent() || cookies(exchange).anyMatch(this::isToken);
  }

  private Stream<String> cookies(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(one -> one.startsWith(cookie + "="))
        .map(one -> one.substring(cookie.length() + 1));
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), token);
  }

  /// The cookie that stands for the token from now on, for no script and no other site.
  String cookie() {
    return cookie + "=" + new String(token, UTF_8) + "; HttpOnly; SameSite=Strict; Path=/";
  }
}
