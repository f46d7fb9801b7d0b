package dev.wirelab.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which renderer shows a value, and how libraries bring theirs.
class RenderersTest {

  private interface Named {}

  private interface Aged {}

  private interface Titled extends Named {}

  private static class Person implements Named, Aged {}

  private static final class Doctor extends Person implements Titled {}

  private final Renderers renderers = new Renderers();

  @Test
  void theMostSpecificTypeWins() {
    register(Object.class, Named.class, Person.class);
    assertThat(shown(new Doctor())).isEqualTo("Person");
    assertThat(shown(new Titled() {})).isEqualTo("Named");
    assertThat(shown("text")).isEqualTo("Object");

    register(Titled.class);
    // Nearer to the doctor's class than Person, and neither is the other's subtype.
    assertThat(shown(new Doctor())).isEqualTo("Titled");

    register(Doctor.class);
    assertThat(shown(new Doctor())).isEqualTo("Doctor");
  }

  @Test
  void aSubtypeWinsAlsoWhereItIsFurtherAway() {
    abstract class Far implements Titled {}
    final class Near extends Far implements Named {}
    register(Named.class, Titled.class);

    assertThat(shown(new Near())).isEqualTo("Titled");
  }

  @Test
  void betweenInterfacesTheFirstNamedWins() {
    register(Aged.class, Named.class);

    assertThat(shown(new Person())).isEqualTo("Named");
  }

  @Test
  void aLaterRendererReplacesAnEarlierAndCanBeRemoved() {
    register(List.class);
    renderers.register(List.class, _ -> HTML.of("<ol>"));
    assertThat(renderers.render(List.of(1)).data())
        .containsEntry("text/html", "<ol>")
        .containsEntry("text/plain", "<ol>");

    renderers.remove(List.class);
    assertThat(shown(List.of(1))).isEqualTo("[1]");
  }

  @Test
  void aValuesOwnFormComesBeforeAll() {
    register(Object.class, HTML.class);

    assertThat(shown(HTML.of("own"))).isEqualTo("own");
  }

  @Test
  void aFormWithoutTextGetsTheValues() {
    renderers.register(Integer.class, n -> MimeBundle.of("text/html", "<i>" + n + "</i>"));

    assertThat(renderers.render(3).data())
        .containsEntry("text/html", "<i>3</i>")
        .containsEntry("text/plain", "3");
  }

  @Test
  void aRendererThatFailsSaysSo() {
    renderers.register(Person.class, _ -> null);
    assertThatThrownBy(() -> renderers.render(new Doctor()))
        .hasMessage("The renderer of this Doctor returned null");
    assertThatThrownBy(() -> renderers.register(Person.class, null)).hasMessageContaining("null");
  }

  /// Registers when it is asked to; how often is seen in what it registers.
  public static final class Charts implements RendererProvider {
    @Override
    public void provide(Renderers renderers) {
      String before = renderers.render(new Doctor()).data().get("text/plain").toString();
      renderers.register(
          Person.class, _ -> MimeBundle.text(before.contains("Doctor@") ? "chart" : "again"));
    }
  }

  /// A library that is not well.
  public static final class Broken implements RendererProvider {
    @Override
    public void provide(Renderers renderers) throws IOException {
      throw new IOException("broken");
    }
  }

  @Test
  void librariesBringTheirs(@TempDir Path folder) throws IOException {
    var leftOut = new ArrayList<Throwable>();
    try (var libraries =
        libraries(folder, "no.such.Provider", Broken.class.getName(), Charts.class.getName())) {
      renderers.lookIn(libraries, leftOut::add);
      assertThat(shown(1)).isEqualTo("1");
      assertThat(leftOut).as("a number needs no library").isEmpty();

      assertThat(shown(new Person())).isEqualTo("chart");
      assertThat(leftOut)
          .extracting(Throwable::getMessage)
          .satisfiesExactlyInAnyOrder(
              missing -> assertThat(missing).contains("no.such.Provider"),
              broken -> assertThat(broken).isEqualTo("broken"));
      renderers.lookIn(libraries, leftOut::add);
      assertThat(shown(new Person())).as("none is asked twice").isEqualTo("chart");
    }
  }

  private static URLClassLoader libraries(Path folder, String... providers) throws IOException {
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(RendererProvider.class.getName()), List.of(providers));
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, RenderersTest.class.getClassLoader());
  }

  private void register(Class<?>... types) {
    for (var type : types) {
      renderers.register(type, _ -> MimeBundle.text(type.getSimpleName()));
    }
  }

  private Object shown(Object value) {
    return renderers.render(value).data().get("text/plain");
  }
}
