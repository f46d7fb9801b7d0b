package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One sentence for each method, from the documentation that the installation made.
class InstalledDocumentationTest {

  @TempDir private Path folder;

  private InstalledDocumentation documentation() throws IOException {
    var file = folder.resolve("documentation.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("java.util.Collection"));
      zip.write(
          "add(E)\nEnsures\n that {@code e} is <i>there</i>. More.\0"
              .getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("java.util.List"));
      zip.write(
          "addAll(Collection)\nAppends all.\0of(E...)\nA list of these.\0"
              .getBytes(StandardCharsets.UTF_8));
    }
    return new InstalledDocumentation(new DocumentationIndex(Optional.of(file)));
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return type.getMethod(name, parameters);
  }

  @Test
  void isTheFirstSentenceAsPlainText() throws Exception {
    assertThat(documentation().summary(method(List.class, "addAll", java.util.Collection.class)))
        .contains("Appends all.");
    assertThat(documentation().summary(method(List.class, "of", Object[].class)))
        .contains("A list of these.");
  }

  @Test
  void isTakenFromAboveWhereAMethodOverrides() throws Exception {
    assertThat(documentation().summary(method(ArrayList.class, "add", Object.class)))
        .contains("Ensures that e is there.");
  }

  @Test
  void isNothingWhereNothingIsKnown() throws Exception {
    assertThat(documentation().summary(method(List.class, "size"))).isEmpty();
    assertThat(new InstalledDocumentation().summary(method(String.class, "trim"))).isEmpty();
  }
}
