import dev.wirelab.server.Fixture;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.Listeners;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.tls.Authority;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Set;

/// The lab server as a program holds it, for the benchmark to measure beside GreenMail as it comes.
/// Its first line on stdout is JSON with the ports; it runs until it is ended.
final class Ours {

  private Ours() {}

  /// @param arguments how many messages, 0 or 10,000, and the services
  public static void main(String... arguments) throws Exception {
    var services = new EnumMap<ServiceName, Integer>(ServiceName.class);
    for (int i = 1; i < arguments.length; i++) {
      services.put(ServiceName.valueOf(arguments[i].toUpperCase(Locale.ROOT)), 0);
    }
    var server =
        LabServer.start(
            Fixture.named(arguments[0].equals("0") ? "empty" : "large"),
            new Listeners(
                Listeners.LOOPBACK,
                services,
                Listeners.PATIENCE,
                Authority.ofThisInstallation(),
                Set.of()));
    var ports = new StringBuilder();
    for (int i = 1; i < arguments.length; i++) {
      int port = server.port(ServiceName.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
      ports.append(i == 1 ? "" : ", ").append("\"" + arguments[i] + "\": " + port);
    }
    System.out.println("{\"ports\": {" + ports + "}}");
    Thread.currentThread().join();
  }
}
