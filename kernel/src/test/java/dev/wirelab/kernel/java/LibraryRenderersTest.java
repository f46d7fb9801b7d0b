package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.display.HTML;
import dev.wirelab.kernel.display.RendererProvider;
import dev.wirelab.kernel.display.Renderers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library that comes onto the class path of a running notebook brings its renderers.
class LibraryRenderersTest {

  /// The library's own.
  public static final class Tags implements RendererProvider {
    @Override
    public void provide(Renderers renderers) {
      renderers.register(UUID.class, id -> HTML.of("<code>" + id + "</code>"));
    }
  }

  @Test
  void whenTheClassPathGrowsTheyAreLookedForAgain(@TempDir Path folder) throws Exception {
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(RendererProvider.class.getName()), Tags.class.getName());
    var renderers = new Renderers();
    var id = new UUID(0, 1);
    var loaders = new CellLoader[1];
    try (var loader =
        new CellLoader(
            getClass().getClassLoader(),
            () -> renderers.lookIn(loaders[0], reason -> assertThat(reason).isNull()))) {
      loaders[0] = loader;
      assertThat(renderers.render(id).data()).containsOnlyKeys("text/plain");

      loader.addToClasspath(folder + File.pathSeparator + folder.resolve("no-such.jar"));

      assertThat(renderers.render(id).data()).containsKey("text/html");
    }
  }
}
