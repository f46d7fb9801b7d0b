package dev.wirelab.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

  private static final String GOOD =
      """
      {"transport": "tcp", "ip": "127.0.0.1", "key": "a-secret", "signature_scheme": "hmac-sha256",
       "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4, "hb_port": 5,
       "kernel_name": "java", "jupyter_session": "lesson.ipynb"}
      """;

  @TempDir private Path folder;

  @Test
  void whatAFrontEndWritesIsRead() throws IOException {
    var connection = read(GOOD);

    assertThat(connection)
        .isEqualTo(new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "hmac-sha256", "a-secret"));
    assertThat(connection.address(4)).isEqualTo("tcp://127.0.0.1:4");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    var file = folder.resolve("written.json");
    var connection = new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "hmac-sha256", "a-\"secret");
    connection.write(file);

    assertThat(Connection.read(file)).isEqualTo(connection);
  }

  @Test
  void ipcHasFileNamesForAddresses() throws IOException {
    var connection = read(GOOD.replace("tcp", "ipc").replace("127.0.0.1", "/run/kernel"));

    assertThat(connection.address(4)).isEqualTo("ipc:///run/kernel-4");
  }

  @Test
  void theKeyMayBeEmpty() throws IOException {
    assertThat(read(GOOD.replace("a-secret", "")).key()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport",
        "ip",
        "key",
        "signature_scheme",
        "shell_port",
        "control_port",
        "stdin_port",
        "iopub_port",
        "hb_port"
      })
  void anEntryThatIsMissingIsNamed(String name) {
    var json = JsonParser.parseString(GOOD).getAsJsonObject();
    json.remove(name);
    refused(json, name, "it is missing");

    json.add(name, new JsonObject());
    refused(json, name, "it is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "127.0.0.1"})
  void anAddressMayNotBeEmpty(String text) {
    refused(GOOD.replace(text, "")).contains("it is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"many\"", "true", "-1", "65536", "1e99", "1.5"})
  void aPortThatIsNoneIsNamed(String port) {
    refused(GOOD.replace("\"iopub_port\": 4", "\"iopub_port\": " + port))
        .contains("\"iopub_port\": a port number was expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "sha256", "hmac-", "hmac-rot13"})
  void aSignatureSchemeThatNobodyKnowsIsNamed(String scheme) {
    refused(GOOD.replace("hmac-sha256", scheme)).contains("\"signature_scheme\": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "text", "\u0000"})
  void aFileOfSomethingElseIsRefused(String text) {
    refused(text).contains("is not a JSON object");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    var nowhere = folder.resolve("nowhere.json");

    assertThatIOException()
        .isThrownBy(() -> Connection.read(nowhere))
        .withMessageContaining("nowhere.json");
  }

  @Test
  void theKeyIsNeverTold() throws IOException {
    var connection = read(GOOD);

    assertThat(connection.toString()).contains("tcp://127.0.0.1:1").doesNotContain("a-secret");
    assertThat(String.format("%s", connection)).doesNotContain("a-secret");
  }

  @Test
  void aLocalConnectionHasPortsAndAKeyOfItsOwn() throws IOException {
    var one = Connection.local();
    var other = Connection.local();

    assertThat(one.key()).isNotEmpty().isNotEqualTo(other.key());
    assertThat(
            new int[] {
              one.shellPort(), one.controlPort(), one.stdinPort(), one.iopubPort(), one.hbPort()
            })
        .doesNotHaveDuplicates()
        .doesNotContain(0);
  }

  private Connection read(String json) throws IOException {
    return Connection.read(Files.writeString(folder.resolve("kernel.json"), json));
  }

  private void refused(JsonObject json, String name, String why) {
    refused(json.toString()).contains("\"" + name + "\": " + why);
  }

  private AbstractStringAssert<?> refused(String json) {
    try {
      return assertThat(String.valueOf(read(json)));
    } catch (IOException e) {
      return assertThat(e.getMessage()).contains("kernel.json").doesNotContain("a-secret");
    }
  }
}
