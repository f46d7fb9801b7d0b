package dev.wirelab.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// What a client needs to know of a server to use it, passwords included.
final class Description {

  private Description() {}

  /// Where it listens and who has a mailbox.
  static JsonObject of(LabServer server) {
    var ports = new JsonObject();
    for (var service : server.services()) {
      ports.addProperty(service.key(), server.port(service));
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
    all.addProperty("certificate", server.certificate().toString());
    all.addProperty("fixture", server.fixture().name());
    return all;
  }

  /// The same for who has none of this machine's files: the certificate itself, and the time by the
  /// lab's clock.
  static JsonObject forOthers(LabServer server) {
    try {
      var all = of(server);
      all.addProperty("certificate", Files.readString(server.certificate()));
      all.addProperty("clock", server.clock().instant().toString());
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
