package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// Puts into words why a conversation cannot go on: what was being waited for, what happened, and
/// what is most often the reason.
///
/// @param patience how long was waited
record Trouble(Protocol protocol, Duration patience) {

  /// The connection was not taken up.
  String connecting(Endpoint to, IOException e) {
    var host = to.host();
    int port = to.port();
    return switch (e) {
      case ConnectException _ -> Wording.say("conversation.refused", host, port);
      case UnknownHostException _ -> Wording.say("conversation.unknown.host", host);
      case SocketTimeoutException _ ->
          Wording.say("conversation.connect.timeout", host, port, seconds());
      default -> Wording.say("conversation.connect.failed", host, port, e.getMessage());
    };
  }

  /// TLS did not begin.
  String handshake(Endpoint with, SSLException e) {
    return isDistrust(e)
        ? Wording.say("conversation.tls.distrust", with.host(), said(e))
        : Wording.say("conversation.tls.failed", with.host(), with.port(), said(e));
  }

  private static boolean isDistrust(Throwable e) {
    return e != null && (e instanceof CertificateException || isDistrust(e.getCause()));
  }

  /// What was awaited did not come.
  String waiting(String awaited, IOException e) {
    return switch (e) {
      case SocketTimeoutException _ ->
          Wording.say("conversation.timeout", awaited, seconds(), hint(awaited), name());
      case EOFException _ -> Wording.say("conversation.closed", awaited, name());
      default -> Wording.say("conversation.broken", awaited, said(e), name());
    };
  }

  /// What was not due did not come.
  String noNews() {
    return Wording.say("conversation.no.news", seconds());
  }

  /// Somebody did not want to wait any longer.
  String interrupted(String awaited) {
    return Wording.say("conversation.interrupted", awaited, name());
  }

  /// What is due, for whoever has to wait for it.
  ///
  /// @param asked a verb, `.` for a message, an empty string for the greeting
  /// @param begun whether a part of it has come
  static String awaited(String asked, boolean begun) {
    return switch (asked) {
      case "." -> Wording.say("awaiting.message");
      case "" -> Wording.say("awaiting.greeting");
      default -> Wording.say(begun ? "awaiting.rest" : "awaiting.reply", Visible.line(asked));
    };
  }

  /// What is most often the reason when nothing comes.
  private String hint(String awaited) {
    var key =
        awaited.equals(Wording.say("awaiting.greeting")) ? "timeout.greeting" : "timeout." + name();
    return Wording.find(key, name()).orElse("");
  }

  private static String said(Exception e) {
    return Visible.line(String.valueOf(e.getMessage()));
  }

  /// The protocol's name as in `lab.smtp()`.
  private String name() {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  private String seconds() {
    var seconds = patience.toMillis() / 1000.0;
    return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : seconds + "";
  }
}
