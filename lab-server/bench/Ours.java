import dev.wirelab.server.Fixture;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.Listeners;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.tls.Authority;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.stream.Collectors;

/// The lab server as a program holds it, for the benchmark to measure beside GreenMail as it comes.
/// Its first line on stdout is JSON with the ports; it runs until it is ended.
final class Ours {

  private Ours() {}

  /// @param arguments how many messages, 0 or 10,000, and the services
  public static void main(String... arguments) throws Exception {
    var services = new EnumMap<ServiceName, Integer>(ServiceName.class);
    for (var name : Arrays.asList(arguments).subList(1, arguments.length)) {
      services.put(ServiceName.valueOf(name.toUpperCase(java.util.Locale.ROOT)), 0);
    }
    var server =
        LabServer.start(
            Fixture.named(arguments[0].equals("0") ? "empty" : "large"),
            new Listeners(
                Listeners.LOOPBACK,
                services,
                Listeners.PATIENCE,
                Authority.ofThisInstallation()));
    System.out.println(
        services.keySet().stream()
            .map(service -> "\"%s\": %d".formatted(service.key(), server.port(service)))
            .collect(Collectors.joining(", ", "{\"ports\": {", "}}")));
    Thread.currentThread().join();
  }
}
