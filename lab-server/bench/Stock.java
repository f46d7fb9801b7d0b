import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/// GreenMail as it comes, with one account and so many messages, for the benchmark to measure beside
/// the lab server. Its first line on stdout is JSON with the ports; it runs until it is ended.
final class Stock {

  private static final String MESSAGE =
      "From: Smith <Smith@foo.com>\r\nTo: Jones@foo.com\r\nSubject: one of many\r\n\r\nHello!\r\n";

  private Stock() {}

  /// @param arguments how many messages, and the protocols to serve
  public static void main(String... arguments) throws Exception {
    var setups = new ServerSetup[arguments.length - 1];
    for (int i = 0; i < setups.length; i++) {
      setups[i] = new ServerSetup(0, "127.0.0.1", arguments[i + 1]).dynamicPort();
    }
    var server = new GreenMail(setups);
    server.start();
    var user = server.setUser("Jones@foo.com", "jones", "wirelab");
    var inbox = server.getManagers().getImapHostManager().getInbox(user);
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      var octets = MESSAGE.getBytes(StandardCharsets.US_ASCII);
      inbox.appendMessage(
          new MimeMessage((Session) null, new ByteArrayInputStream(octets)),
          new Flags(),
          new Date());
    }
    var ports = new StringBuilder();
    for (int i = 0; i < setups.length; i++) {
      ports
          .append(i == 0 ? "" : ", ")
          .append("\"" + setups[i].getProtocol() + "\": " + port(server, setups[i].getProtocol()));
    }
    System.out.println("{\"ports\": {" + ports + "}}");
    Thread.currentThread().join();
  }

  private static int port(GreenMail server, String protocol) {
    return switch (protocol) {
      case "smtp" -> server.getSmtp().getPort();
      case "smtps" -> server.getSmtps().getPort();
      case "pop3" -> server.getPop3().getPort();
      case "pop3s" -> server.getPop3s().getPort();
      case "imap" -> server.getImap().getPort();
      default -> server.getImaps().getPort();
    };
  }
}
