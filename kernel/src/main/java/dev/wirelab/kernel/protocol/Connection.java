package dev.wirelab.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;

/// What a front end writes into the connection file: where to listen, and the key that signs.
///
/// @param transport `tcp`, or `ipc` with file names in place of addresses
/// @param ip the address to bind
/// @param key the secret of the signatures; empty where messages are not signed
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">
///   Connection files</a>
public record Connection(
    String transport,
    String ip,
    int shellPort,
    int controlPort,
    int stdinPort,
    int iopubPort,
    int hbPort,
    String signatureScheme,
    String key) {

  private static final int CHANNELS = 5;
  private static final int HIGHEST_PORT = 65_535;

  /// Reads a connection file.
  ///
  /// @throws IOException if it cannot be read, or is not what a front end writes; the message says
  ///   which entry is at fault and never holds the key
  public static Connection read(Path file) throws IOException {
    JsonObject json;
    try {
      json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("The connection file " + file + " is not a JSON object", e);
    }
    var connection =
        new Connection(
            place(file, json, "transport"),
            place(file, json, "ip"),
            port(file, json, "shell_port"),
            port(file, json, "control_port"),
            port(file, json, "stdin_port"),
            port(file, json, "iopub_port"),
            port(file, json, "hb_port"),
            text(file, json, "signature_scheme"),
            text(file, json, "key"));
    try {
      WireFormat.digest(connection.signatureScheme);
    } catch (IllegalArgumentException e) {
      throw wrong(file, "signature_scheme", e.getMessage());
    }
    return connection;
  }

  /// A connection on free ports of this machine, with a key of its own.
  ///
  /// @throws IOException if no port is free
  public static Connection local() throws IOException {
    var ports = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < CHANNELS; i++) {
        ports.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new Connection(
          "tcp",
          "127.0.0.1",
          ports.get(0).getLocalPort(),
          ports.get(1).getLocalPort(),
          ports.get(2).getLocalPort(),
          ports.get(3).getLocalPort(),
          ports.get(4).getLocalPort(),
          "hmac-sha256",
          UUID.randomUUID().toString());
    } finally {
      for (var port : ports) {
        port.close();
      }
    }
  }

  /// Writes it as a connection file.
  public void write(Path file) throws IOException {
    var json = new JsonObject();
    json.addProperty("transport", transport);
    json.addProperty("ip", ip);
    json.addProperty("shell_port", shellPort);
    json.addProperty("control_port", controlPort);
    json.addProperty("stdin_port", stdinPort);
    json.addProperty("iopub_port", iopubPort);
    json.addProperty("hb_port", hbPort);
    json.addProperty("signature_scheme", signatureScheme);
    json.addProperty("key", key);
    Files.writeString(file, json.toString());
  }

  /// The ZeroMQ address of a port, `tcp://127.0.0.1:5555` or `ipc:///path-5555`.
  public String address(int port) {
    return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
  }

  /// Without the key, which must not reach a log.
  @Override
  public String toString() {
    return "Connection[" + address(shellPort) + "]";
  }

  private static String text(Path file, JsonObject json, String name) throws IOException {
    return entry(file, json, name).getAsString();
  }

  /// An empty address would bind every network of the machine.
  private static String place(Path file, JsonObject json, String name) throws IOException {
    String place = text(file, json, name);
    if (place.isBlank()) {
      throw wrong(file, name, "it is empty");
    }
    return place;
  }

  private static int port(Path file, JsonObject json, String name) throws IOException {
    String port = entry(file, json, name).getAsString();
    try {
      int number = Integer.parseInt(port);
      if (number > 0 && number <= HIGHEST_PORT) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is no port.
    }
    throw wrong(file, name, "a port number was expected, not " + port);
  }

  private static JsonElement entry(Path file, JsonObject json, String name) throws IOException {
    var value = json.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw wrong(file, name, "it is missing");
    }
    return value;
  }

  private static IOException wrong(Path file, String name, String why) {
    return new IOException("The connection file " + file + ": \"" + name + "\": " + why);
  }
}
