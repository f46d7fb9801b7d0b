package dev.wirelab.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who may see the page: whoever has its token, in the address or in the cookie that follows from
/// it, and asks under a name of this machine.
final class Guard {

  /// A page from elsewhere may have its own name lead here (DNS rebinding): the name gives it away.
  private static final Pattern HERE =
      Pattern.compile(
          "(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  private final byte[] token;
  private final String cookie;

  /// @param port cookies are shared by all ports of a host, so it is in the name of this one
  Guard(String token, int port) {
    this.token = token.getBytes(UTF_8);
    this.cookie = "wirelab-" + port;
  }

  /// Whether it was asked for under a name of this machine.
  static boolean isHere(HttpExchange exchange) {
    var hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    return hosts.size() == 1 && HERE.matcher(hosts.getFirst()).matches();
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
