package dev.wirelab.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.wirelab.server.wire.Protocol;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The lab server as a program of its own: one line of JSON that says where everything is, then a
/// log of the conversations, until it is told to end.
@Command(
    name = "server",
    sortOptions = false,
    description = "A mail server for learning, seeded from a fixture.",
    footer = {
      "",
      "The first line on stdout is JSON with host, ports and accounts; the log follows it.",
      "Ctrl-C or SIGTERM ends it with code 0; code 2 means that it could not start."
    })
public final class ServerCommand implements Callable<Integer> {

  private static final int CANNOT_START = 2;

  @Option(
      names = "--fixture",
      paramLabel = "NAME|FILE",
      defaultValue = "walkthrough",
      description =
          "what the lab begins with: the name of a fixture, or its file (${DEFAULT-VALUE})")
  private String fixture;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = Listeners.LOOPBACK,
      description = "where to listen (${DEFAULT-VALUE}: reached from this machine only)")
  private String host;

  @Option(
      names = "--smtp",
      paramLabel = "N",
      description = "SMTP's port; 0, as when not given: a free one")
  private int smtp;

  @Option(
      names = "--pop3",
      paramLabel = "N",
      description = "POP3's port; 0, as when not given: a free one")
  private int pop3;

  @Option(
      names = {"--smtps", "--pop3s", "--imap", "--imaps", "--http"},
      paramLabel = "N",
      description = "not offered yet")
  private Integer notYet;

  @Option(names = "--help", usageHelp = true, description = "say this")
  private boolean help;

  private final PrintStream out;

  private ServerCommand(PrintStream out) {
    this.out = out;
  }

  /// Runs until it is told to end.
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code =
        new CommandLine(new ServerCommand(out))
            .setParameterExceptionHandler(
                (fault, given) -> complain(fault.getMessage() + " (--help lists the options)"))
            .setExecutionExceptionHandler((fault, line, given) -> complain(fault.toString()))
            .execute(arguments);
    System.exit(code);
  }

  private static int complain(String what) {
    System.err.println("wirelab server: " + what);
    return CANNOT_START;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (notYet != null) {
      return complain(
          "--smtps, --pop3s, --imap, --imaps and --http are not offered yet; leave them out");
    }
    var log = new LineLog(out);
    try {
      var listeners =
          Listeners.loopback().on(host).with(Protocol.SMTP, smtp).with(Protocol.POP3, pop3);
      var server = LabServer.start(fixture(), listeners, new WireLog(log::line));
      out.println(description(server));
      log.begin();
      if (!isLoopback(host)) {
        log.line(
            "WARNING: listening on "
                + host
                + ": whoever reaches this machine reads and sends mail here");
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, log), "lab server, end"));
      new CountDownLatch(1).await();
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return complain(e.getMessage());
    }
  }

  /// A JVM that a signal ends exits with the signal's number; who stops a server has not failed.
  private static void end(LabServer server, LineLog log) {
    server.close();
    log.line("ended");
    log.close();
    Runtime.getRuntime().halt(0);
  }

  private Fixture fixture() {
    if (Fixture.NAMES.contains(fixture)) {
      return Fixture.named(fixture);
    }
    return Files.exists(Path.of(fixture)) ? Fixture.read(Path.of(fixture)) : Fixture.named(fixture);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static JsonObject description(LabServer server) {
    var ports = new JsonObject();
    for (var protocol : server.protocols()) {
      ports.addProperty(protocol.name().toLowerCase(Locale.ROOT), server.port(protocol));
    }
    var accounts = new JsonArray();
    for (var account : server.accounts()) {
      var one = new JsonObject();
      one.addProperty("login", account.login());
      one.addProperty("address", account.address());
      one.addProperty("password", account.password());
      accounts.add(one);
    }
    var all = new JsonObject();
    all.addProperty("host", server.host());
    all.add("ports", ports);
    all.add("accounts", accounts);
    all.addProperty("fixture", server.fixture().name());
    return all;
  }
}
