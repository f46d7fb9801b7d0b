package dev.wirelab.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.java.DocumentationIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Inspection by a kernel whose JDK has no sources, with an index of some.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {

  /// Sources as a library has them, for classes that are there without.
  private static final Map<String, String> SOURCES =
      Map.of(
          "java/util/List.java",
          """
          package java.util;
          /** A list. In <b>order</b>. */
          public interface List<E> extends Collection<E> {
            /** Adds {@code e}. All of it.
             * @param e what */
            boolean add(E e);
            /** Puts. */
            void add(int index, final E element);
            /** Of many. */
            @SafeVarargs static <E> List<E> of(E... elements) { return null; }
            /** Of two. */
            static <E> List<E> of(E e1, E e2) { return null; }
          }
          """,
          "java/util/Map.java",
          """
          package java.util;
          public interface Map<K, V> {
            /** A pair. */
            interface Entry<K, V> {
              /** Its key. */
              K getKey();
            }
          }
          """,
          "java/lang/Integer.java",
          """
          package java.lang;
          public final class Integer {
            /** The most. */
            public static final int MAX_VALUE = 1;
            /** Hidden. */
            private int value;
          }
          """,
          "dev/wirelab/kernel/display/Display.java",
          """
          package dev.wirelab.kernel.display;
          public final class Display {
            /// Shows `value` as [MimeBundle] does.
            ///
            /// @return its id
            public static String display(Object value) { return null; }
          }
          """);

  private final Session session;

  DocumentationTest(@TempDir Path folder) throws IOException {
    var jar = folder.resolve("sources.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var source : SOURCES.entrySet()) {
        zip.putNextEntry(new ZipEntry(source.getKey()));
        zip.write(source.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    var index = folder.resolve("documentation.zip");
    assertThat(Documentation.make(index, folder, List.of(jar))).isEqualTo(4);
    session =
        Session.of(
            KernelProcess.start(
                folder, Map.of(), "-D" + DocumentationIndex.PROPERTY + "=" + index));
    session
        .execute("List<String> list = new ArrayList<>(); Map.Entry<String, Integer> entry;")
        .ok();
  }

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void types() {
    assertThat(inspect("List", 0)).isEqualTo("java.util.List<E>\n\nA list.");
    assertThat(inspect("List", 1)).isEqualTo("java.util.List<E>\n\nA list. In order.");
    assertThat(inspect("Map.Entry", 0)).endsWith("A pair.");
  }

  @Test
  void eachOverloadHasItsOwn() {
    assertThat(inspect("list.add(", 0))
        .isEqualTo(
            "boolean List<E>.add(E e)\n\nAdds e.\n\nvoid List<E>.add(int index, E element)\n\nPuts.");
    assertThat(inspect("List.of(", 0))
        .contains("of(E... elements)\n\nOf many.", "E e2)\n\nOf two.");
    assertThat(inspect("list.add(", 1)).contains("Adds e. All of it.", "Parameter e what");
  }

  @Test
  void membersOfNestedTypesAndFields() {
    assertThat(inspect("entry.getKey(", 0)).endsWith("Its key.");
    assertThat(inspect("Integer.MAX_VALUE", 0)).endsWith("The most.");
  }

  @Test
  void markdown() {
    assertThat(inspect("display(", 1))
        .contains("Shows value as MimeBundle does.", "Returns its id");
  }

  @Test
  void whatTheIndexDoesNotKnowHasItsSignature() {
    assertThat(inspect("\"a\".repeat(", 0)).isEqualTo("String String.repeat(int count)");
  }

  private String inspect(String code, int detail) {
    var content = Session.code(code);
    content.addProperty("cursor_pos", code.length());
    content.addProperty("detail_level", detail);
    var data = session.ask("inspect_request", content).getAsJsonObject("data");
    assertThat(data.has("text/html")).as(data.toString()).isTrue();
    return data.get("text/plain").getAsString();
  }
}
