package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a front end wants to know behind a cell.
class UserExpressionsTest extends JavaSession {

  @Test
  void anExpressionSeesWhatTheCellDeclared() {
    assertThat(plain(asked("int six = 6;", "six * 7"))).isEqualTo("42");
    assertThat(plain(asked("", "six"))).isEqualTo("6");
    assertThat(plain(asked("", "List.of(six, \"ü\")"))).isEqualTo("[6, ü]");
    assertThat(plain(asked("", "new int[] {1, 2}"))).isEqualTo("[1, 2]");
  }

  @Test
  void oneThatThrowsIsAnErrorOfItsOwn() {
    var told = asked("1 + 1", "List.of().get(3)");

    assertThat(told.get("status").getAsString()).isEqualTo("error");
    assertThat(told.get("ename").getAsString()).isEqualTo("ArrayIndexOutOfBoundsException");
    assertThat(told.getAsJsonArray("traceback")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int sneaky = 1;",
        "void sneaky() {}",
        "class Sneaky {}",
        "import java.util.zip.*;",
        "for (;;) {}",
        "1; 2",
        "",
        "nothingOfThatName",
        "1 +"
      })
  void whatIsNoExpressionIsAnError(String code) {
    assertThat(asked("1 + 1", code).get("status").getAsString()).isEqualTo("error");
    execute("sneaky").fails("CompileError");
  }

  @Test
  void oneThatDoesNotEndIsInterrupted() {
    execute("int endless() { System.out.println(1); while (true) {} }").ok();
    var content = Session.code("2 + 2");
    content.add("user_expressions", object("x", "endless()"));
    var running = session.begin(content).printing();

    session.interrupt();

    var told = running.end().ok().reply().getAsJsonObject("user_expressions").getAsJsonObject("x");
    assertThat(told.get("ename").getAsString()).isEqualTo("KeyboardInterrupt");
    execute("1 + 1").result("2");
  }

  private JsonObject asked(String code, String expression) {
    var content = Session.code(code);
    content.add("user_expressions", object("x", expression));
    return session
        .execute(content)
        .ok()
        .reply()
        .getAsJsonObject("user_expressions")
        .getAsJsonObject("x");
  }

  private static String plain(JsonObject told) {
    assertThat(told.get("status").getAsString()).as(told.toString()).isEqualTo("ok");
    return told.getAsJsonObject("data").get("text/plain").getAsString();
  }

  private static JsonObject object(String name, String value) {
    var object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }
}
