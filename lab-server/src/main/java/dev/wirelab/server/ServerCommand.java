package dev.wirelab.server;

import com.google.gson.JsonObject;
import dev.wirelab.server.page.LiveWire;
import dev.wirelab.server.page.Page;
import dev.wirelab.server.wire.Observer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The lab server as a program of its own: one line of JSON that says where everything is, then a
/// log of the conversations, until it is told to end.
@Command(
    name = "server",
    sortOptions = false,
    description = "A mail server for learning, seeded from a fixture.",
    footer = {
      "",
      "The first line on stdout is JSON with host, ports, accounts, the certificate to trust",
      "and the page to open in a browser; the log follows it.",
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
      names = "--page",
      paramLabel = "N",
      defaultValue = "0",
      description = "the port of the web page and of /health (0: a free one)")
  private int pagePort;

  @Option(
      names = "--page-host",
      paramLabel = "H",
      defaultValue = Listeners.LOOPBACK,
      description =
          "where the page listens (${DEFAULT-VALUE}: reached from this machine only); in a container 0.0.0.0, with its port published to the loopback address")
  private String pageHost;

  @Option(
      names = "--page-name",
      paramLabel = "NAME",
      description =
          "a further name by which this server is reached: its certificate is for it, and browsers may ask for the page by it; others than localhost and --page-host are refused")
  private Set<String> pageNames = Set.of();

  @Option(
      names = "--announce",
      paramLabel = "FILE",
      description =
          "write the page's address, token included, to this file: WIRELAB_SERVER=FILE has a notebook use this server")
  private Path announce;

  @Option(names = "--help", usageHelp = true, description = "say this")
  private boolean help;

  @Spec private CommandSpec spec;

  private final PrintStream out;

  /// What the shutdown hook ends the JVM with.
  private volatile int code;

  private ServerCommand(PrintStream out) {
    this.out = out;
  }

  /// Runs until it is told to end.
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var line = new CommandLine(new ServerCommand(out));
    for (var service : ServiceName.values()) {
      line.getCommandSpec().addOption(portOf(service));
    }
    int code =
        line.setParameterExceptionHandler(
                (fault, given) -> complain(fault.getMessage() + " (--help lists the options)"))
            .setExecutionExceptionHandler((fault, command, given) -> complain(fault.toString()))
            .execute(arguments);
    System.exit(code);
  }

  private static OptionSpec portOf(ServiceName service) {
    return OptionSpec.builder("--" + service.key())
        .paramLabel("N")
        .type(Integer.class)
        .description(
            "the port for "
                + service.protocol()
                + (service.tls() ? " inside TLS" : "")
                + "; 0, as when not given: a free one")
        .build();
  }

  private static int complain(String what) {
    System.err.println("wirelab server: " + what);
    return CANNOT_START;
  }

  @Override
  public Integer call() throws InterruptedException {
    var log = new LineLog(out);
    var live = new LiveWire();
    try {
      var server =
          LabServer.start(fixture(), listeners(), Observer.all(new WireLog(log::line), live));
      var page = page(server, live);
      // Before anybody can know whom to end.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(server, page, log), "lab server, end"));
      if (announce != null) {
        announce(page);
      }
      out.println(description(server, page));
      log.begin();
      if (!isLoopback(host)) {
        log.line(
            "WARNING: listening on "
                + host
                + ": whoever reaches this machine reads and sends mail here");
      }
      if (!isLoopback(pageHost)) {
        log.line(
            "WARNING: the page listens on "
                + pageHost
                + ", without TLS: whoever has its address with the token reads all mail here");
      }
      new CountDownLatch(1).await();
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      code = complain(e.getMessage());
      return code;
    }
  }

  private Page page(LabServer server, LiveWire live) {
    var mailboxes =
        server.accounts().stream()
            .map(account -> new Page.Mailbox(account.login(), account.address()))
            .toList();
    var subject =
        new Page.Subject(
            server.fixture().name(),
            mailboxes,
            server::mail,
            server.wire(),
            live,
            () -> Description.forOthers(server));
    try {
      return Page.start(new Page.Place(pageHost, pagePort, pageNames), subject);
    } catch (IOException | IllegalArgumentException e) {
      server.close();
      throw new IllegalArgumentException(
          "The page cannot have port %d of %s: %s. Choose another, or 0 for any free one"
              .formatted(pagePort, pageHost, e.getMessage()),
          e);
    }
  }

  private Listeners listeners() {
    var listeners = Listeners.loopback().on(host).called(pageNames);
    for (var service : ServiceName.values()) {
      Integer port = spec.commandLine().getParseResult().matchedOptionValue(service.key(), null);
      if (port != null) {
        listeners = listeners.with(service, port);
      }
    }
    return listeners;
  }

  /// A JVM that a signal ends exits with the signal's number; who stops a server has not failed.
  private void end(LabServer server, Page page, LineLog log) {
    page.close();
    server.close();
    log.line("ended");
    log.close();
    Runtime.getRuntime().halt(code);
  }

  private Fixture fixture() {
    if (Fixture.NAMES.contains(fixture)) {
      return Fixture.named(fixture);
    }
    boolean isFile = fixture.contains("/") || Files.exists(Path.of(fixture));
    return isFile ? Fixture.read(Path.of(fixture)) : Fixture.named(fixture);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static JsonObject description(LabServer server, Page page) {
    var all = Description.of(server);
    all.addProperty("page", page.address().toString());
    all.addProperty("health", page.health().toString());
    return all;
  }

  /// Whole or not at all, and for nobody else to read: the token is in it.
  private void announce(Page page) {
    var name = pageNames.stream().sorted().findFirst();
    var address = name.map(page::address).orElseGet(page::address);
    try {
      var folder = announce.toAbsolutePath().getParent();
      var half = Files.createTempFile(folder, ".announce", "");
      Files.writeString(half, address + "\n");
      Files.move(half, announce, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          "The address cannot be written to " + announce + ": there is no such folder", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The address cannot be written to " + announce + ": " + e, e);
    }
  }
}
