package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of Java's own types as more than text; and the text is always there and says the same.
@Timeout(30)
class RichValuesTest extends JavaSession {

  @BeforeAll
  void types() {
    execute(
            """
            record Point(int x, int y) {}
            record Node(String name, List<Object> around) {}
            class Mute { public String toString() { throw new IllegalStateException("mute"); } }\
            """)
        .ok();
  }

  @Test
  void aListIsATable() {
    var data = data("List.of(\"a\", 2)");

    assertThat(plain(data)).isEqualTo("[a, 2]");
    assertThat(rows(data))
        .isEqualTo("caption:List of 2 elements|col:Index|col:Value|row:0|a|row:1|2");
  }

  @Test
  void theClassOfAListIsNamedWhereOneCanKnowIt() {
    assertThat(rows(data("new ArrayList<>(List.of(1))"))).startsWith("caption:ArrayList of 1 elem");
    assertThat(rows(data("Collections.unmodifiableList(new ArrayList<>(List.of(1)))")))
        .startsWith("caption:List of 1 element|");
    assertThat(rows(data("new ArrayList<Integer>(List.of(1)) {}")))
        .startsWith("caption:List of 1 element|");
  }

  @Test
  void aSetHasNoIndex() {
    assertThat(rows(data("new TreeSet<>(Set.of(2, 1))")))
        .isEqualTo("caption:TreeSet of 2 elements|col:Value|1|2");
  }

  @Test
  void aMapIsATableOfItsEntries() {
    var data = data("new TreeMap<>(Map.of(\"b\", List.of(1, 2), \"a\", 7))");

    assertThat(plain(data)).isEqualTo("{a=7, b=[1, 2]}");
    assertThat(rows(data))
        .isEqualTo("caption:TreeMap of 2 entries|col:Key|col:Value|row:a|7|row:b|[1, 2]");
  }

  @Test
  void arraysAreTables() {
    assertThat(rows(data("new int[] {3, 4}")))
        .isEqualTo("caption:int[] of 2 elements|col:Index|col:Value|row:0|3|row:1|4");
    assertThat(rows(data("new String[] {\"a\", null}"))).endsWith("row:0|a|row:1|null");
    var matrix = data("new double[][] {{1.5, 2}, {3}}");
    assertThat(plain(matrix)).isEqualTo("[[1.5, 2.0], [3.0]]");
    assertThat(rows(matrix))
        .isEqualTo(
            "caption:double[][] of 2 elements|col:Index|col:0|col:1|row:0|1.5|2.0|row:1|3.0");
  }

  @Test
  void aRecordIsATableOfItsComponents() {
    var data = data("new Point(1, 2)");

    assertThat(plain(data)).isEqualTo("Point[x=1, y=2]");
    assertThat(rows(data)).isEqualTo("caption:Point|col:Component|col:Value|row:x|1|row:y|2");
  }

  @Test
  void recordsOfOneClassShareTheirColumns() {
    var data = data("List.of(new Point(1, 2), new Point(3, 4))");

    assertThat(plain(data)).isEqualTo("[Point[x=1, y=2], Point[x=3, y=4]]");
    assertThat(rows(data))
        .isEqualTo("caption:List of 2 elements|col:Index|col:x|col:y|row:0|1|2|row:1|3|4");
    assertThat(rows(data("new Point[] {new Point(5, 6)}"))).endsWith("col:x|col:y|row:0|5|6");
    assertThat(rows(data("Arrays.asList(new Point(5, 6), null)")))
        .endsWith("col:Value|row:0|Point[x=5, y=6]|row:1|null");
  }

  @Test
  void aRecordOfAMethodIsShownToo() {
    assertThat(rows(data("Object local() { record Inner(int n) {} return new Inner(3); } local()")))
        .isEqualTo("caption:Inner|col:Component|col:Value|row:n|3");
  }

  @Test
  void numbersStandRightAndTextsLeft() {
    assertThat(html(data("List.of(1)"))).contains("<td style=\"vertical-align: top\">1</td>");
    assertThat(html(data("List.of(\"1\")")))
        .contains("<td style=\"text-align: left; vertical-align: top; white-space: pre-wrap\">1<");
  }

  @Test
  void beyondABoundTheTableSaysHowManyMoreThereAre() {
    var data = data("IntStream.range(0, 1234).boxed().toList()");

    var all = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    assertThat(plain(data)).isEqualTo("[" + all + ", … 1134 more]");
    assertThat(rows(data))
        .startsWith("caption:List of 1234 elements|")
        .endsWith("row:99|99|… 1134 more");
    assertThat(plain(data("new byte[101]"))).endsWith("0, 0, … 1 more]");
    assertThat(rows(data("new byte[101]"))).endsWith("row:99|0|… 1 more");
    assertThat(rows(data("new int[1][40]")))
        .endsWith("|col:29|col:more|row:0" + "|0".repeat(30) + "|…");
    var matrix = data("new int[100][100]");
    assertThat(rows(matrix)).endsWith("row:99" + "|0".repeat(30) + "|…");
    assertThat(plain(matrix)).endsWith(", 0, 0]]").doesNotContain("…");
    assertThat(data("new int[100]").toString()).doesNotContain("more");
  }

  @Test
  void whatIsEmptyIsText() {
    for (var empty : new String[] {"List.of()", "Map.of()", "new int[0]", "new int[0][0]"}) {
      assertThat(data(empty).keySet()).as(empty).containsExactly("text/plain");
    }
  }

  @Test
  void emptyRowsAreValues() {
    assertThat(rows(data("List.of(List.of(), List.of())"))).endsWith("col:Value|row:0|[]|row:1|[]");
  }

  @Test
  void hostileTextIsText() {
    var hostile = "<script>alert(1)</script>\\\" onload='x' & more";
    for (var code :
        new String[] {
          "List.of(T)",
          "Map.of(T, T)",
          "new String[] {T}",
          "new Node(T, List.of(T))",
          "List.of(new Node(T, List.of()))",
          "Optional.of(List.of(T))",
          "List.of(new Object() { public String toString() { return T; } })"
        }) {
      var html = html(data("String T = \"" + hostile + "\";\n" + code));
      assertThat(html)
          .as(code)
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; more")
          .doesNotContain("<script", "onload='");
    }
  }

  @Test
  void aLongTextIsCut() {
    var data = data("List.of(\"x\".repeat(20_000), \"y\")");

    assertThat(rows(data)).contains("x… (15000 characters more)|row:1|y");
    assertThat(plain(data)).contains("x… (15000 characters more), y]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "List<Object> l = new ArrayList<>(); l.add(l); l#[(this Collection)]",
        "Map<Object, Object> a = new HashMap<>(), b = new HashMap<>(); a.put(1, b); b.put(1, a); a#{1={1=(this Map)}}",
        "Object[] o = new Object[2]; o[0] = o; o[1] = List.of(1, o); o#[[...], [1, [...]]]",
        "var n = new Node(\"n\", new ArrayList<>()); n.around().add(n); n#Node[name=n, around=[(this Node)]]",
        "var m = new Node(\"m\", new ArrayList<>()); m.around().add(m); List.of(m)#[Node[name=m, around=[(this Node)]]]",
        "var op = new ArrayList<Object>(); op.add(Optional.of(op)); op#[Optional[(this Collection)]]"
      })
  void whatHoldsItselfHasAnEnd(String code, String plain) {
    assertThat(plain(data(code))).isEqualTo(plain);
  }

  @Test
  void whatGrowsWithEachLevelHasAnEnd() {
    assertThat(
            plain(
                data(
                    "List<Object> deep = List.of(1); for (int i = 0; i < 60; i++) deep = List.of(deep, deep); deep")))
        .contains("…")
        .hasSizeLessThan(200_000);
    assertThat(
            plain(
                data(
                    "List<Object> long_ = List.of(); for (int i = 0; i < 100_000; i++) long_ = List.of(long_); long_")))
        .startsWith("[[[[")
        .contains("…");
  }

  @Test
  void whatHasNoEndIsNotWalkedThrough() {
    var data =
        data(
            """
            class Naturals extends AbstractList<Integer> {
              public Integer get(int i) { return i; }
              public int size() { return Integer.MAX_VALUE; }
            }
            new Naturals()\
            """);
    assertThat(plain(data)).endsWith("98, 99, … 2147483547 more]");
    assertThat(plain(data("Collections.nCopies(Integer.MAX_VALUE, 'x')"))).endsWith("47 more]");
    assertThat(
            plain(
                data(
                    """
                    class Endless extends AbstractCollection<Integer> {
                      public Iterator<Integer> iterator() { return Stream.iterate(1, i -> i + 1).iterator(); }
                      public int size() { return 0; }
                    }
                    new Endless()\
                    """)))
        .endsWith("99, 100, … more]");
    assertThat(rows(data("new Endless()"))).startsWith("caption:Endless of over 100 elements|");
  }

  @Test
  void anElementThatThrowsIsANoteInItsPlace() {
    assertThat(plain(data("List.of(1, new Mute(), 3)")))
        .isEqualTo("[1, (toString() threw java.lang.IllegalStateException), 3]");
    assertThat(plain(data("Map.of(new Mute(), 1)")))
        .isEqualTo("{(toString() threw java.lang.IllegalStateException)=1}");
    var data =
        data(
            "record Broken(int n) { public int n() { throw new AssertionError(); } }\nnew Broken(3)");
    assertThat(rows(data)).endsWith("row:n|(n() threw java.lang.AssertionError)");
    // On its own, what it threw and where is what one wants to see.
    execute("new Mute()").fails("IllegalStateException").saying("mute");
  }

  @Test
  void anIteratorThatThrowsEndsTheTable() {
    var data =
        data(
            """
            class Torn extends AbstractCollection<Integer> {
              public Iterator<Integer> iterator() {
                return Stream.of(2, 1, 0).map(n -> 2 / n).iterator();
              }
              public int size() { return 3; }
            }
            new Torn()\
            """);

    assertThat(plain(data))
        .isEqualTo("[1, 2, … then its iterator threw java.lang.ArithmeticException]");
    assertThat(rows(data))
        .contains("Torn of at least 2 elements")
        .endsWith("|1|2|… then its iterator threw java.lang.ArithmeticException");
    var entries =
        """
        new AbstractMap<String, Integer>() {
          public Set<Map.Entry<String, Integer>> entrySet() { WHAT }
        }\
        """;
    assertThat(plain(data(entries.replace("WHAT", "throw new IllegalStateException();"))))
        .isEqualTo("{… then its iterator threw java.lang.IllegalStateException}");
    assertThat(plain(data(entries.replace("WHAT", "return Collections.singleton(null);"))))
        .isEqualTo("{… then its iterator threw java.lang.NullPointerException}");
    execute(
            "new AbstractList<Integer>() { public Integer get(int i) { return i; } public int size() { throw new Error(\"no size\"); } }")
        .fails("Error")
        .saying("no size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new AbstractList<Integer>() { public Integer get(int i) { BEGUN while (true) {} } public int size() { return 1; } }",
        "new AbstractList<Integer>() { public Integer get(int i) { return i; } public int size() { BEGUN while (true) {} } }",
        "List.of(new Object() { public String toString() { BEGUN while (true) {} } })",
        "new Object[] {new Object() { public String toString() { BEGUN while (true) try { Thread.sleep(9999); } catch (Throwable e) {} } }}"
      })
  void whatNeverComesToAnEndIsInterrupted(String code) {
    var running = session.begin(code.replace("BEGUN", "System.out.print(1);")).printing();
    session.interrupt();

    running.end().fails("KeyboardInterrupt");
    execute("1 + 1").result("2");
  }

  @Test
  void aCollectionWithATextOfItsOwnKeepsIt() {
    var data =
        data(
            "class Deck extends ArrayList<String> { public String toString() { return \"a deck\"; } }\nvar deck = new Deck(); deck.add(\"ace\"); deck");

    assertThat(plain(data)).isEqualTo("a deck");
    assertThat(rows(data)).isEqualTo("caption:Deck of 1 element|col:Index|col:Value|row:0|ace");
  }

  @Test
  void anOptionalIsShownAsWhatItHolds() {
    var data = data("Optional.of(new Point(1, 2))");
    assertThat(plain(data)).isEqualTo("Optional[Point[x=1, y=2]]");
    assertThat(html(data)).startsWith("<p>Optional of:</p>\n<table>");
    execute("Optional.of(3)").result("Optional[3]");
    execute("Optional.empty()").result("Optional.empty");
    execute("OptionalInt.of(3)").result("OptionalInt[3]");
  }

  @Test
  void aStreamIsNotUsedUp() {
    execute("var stream = Stream.of(1, 2);\nstream")
        .result(
            "a stream: to show its elements would use it up; end it with toList() or toArray()");
    execute("stream.toList()").result("[1, 2]");
    execute("var ints = IntStream.range(0, 3).parallel();\nints")
        .result(
            "a parallel stream: to show its elements would use it up; end it with toList() or toArray()");
    execute("ints.sum()").result("3");
  }

  @Test
  void addressesAreLinks() {
    var data = data("URI.create(\"https://example.org/?a=1&b='2'\")");
    assertThat(plain(data)).isEqualTo("https://example.org/?a=1&b='2'");
    assertThat(html(data))
        .isEqualTo(
            "<a href=\"https://example.org/?a=1&amp;b=&#39;2&#39;\">https://example.org/?a=1&amp;b=&#39;2&#39;</a>");
    assertThat(html(data("URI.create(\"http://example.org/\").toURL()"))).startsWith("<a href=");
    assertThat(data("URI.create(\"javascript:alert(1)\")").keySet()).containsExactly("text/plain");
    assertThat(data("URI.create(\"relative\")").keySet()).containsExactly("text/plain");
  }

  @Test
  void aFileBesideTheNotebookIsALink() {
    assertThat(html(data("Path.of(\"pom.xml\")"))).isEqualTo("<a href=\"./pom.xml\">pom.xml</a>");
    assertThat(data("Path.of(\"pom.xml\").toAbsolutePath()").keySet())
        .containsExactly("text/plain");
    execute("Path.of(\"a\", \"b\")").result(java.nio.file.Path.of("a", "b").toString());
  }

  @Test
  void plainTypesStayPlain() {
    execute("Duration.ofMinutes(90)").result("PT1H30M");
    execute("Instant.EPOCH").result("1970-01-01T00:00:00Z");
    execute("LocalDate.of(2025, 9, 16)").result("2025-09-16");
    execute("String.class").result("class java.lang.String");
    execute("new StringBuilder(\"ab\")").result("ab");
    execute("Map.entry(1, 2)").result("1=2");
    for (var plain : new String[] {"1", "\"<b>\"", "'c'", "Duration.ZERO", "String.class"}) {
      assertThat(data(plain).keySet()).as(plain).containsExactly("text/plain");
    }
  }

  @Test
  void anExceptionAsAValueTellsItsCauses() {
    execute("new IllegalStateException(\"above\", new IOException(\"below\"))")
        .result("java.lang.IllegalStateException: above\nCaused by: java.io.IOException: below");
    execute(
            "var one = new Exception(\"1\"); var two = new Exception(\"2\", one); one.initCause(two); one")
        .ok();
  }

  private JsonObject data(String code) {
    return execute(code).ok().data("execute_result");
  }

  private static String plain(JsonObject data) {
    return data.get("text/plain").getAsString();
  }

  private static String html(JsonObject data) {
    assertThat(data.keySet()).contains("text/html");
    return data.get("text/html").getAsString();
  }

  /// What one reads in a table, with the sort of the heads.
  private static String rows(JsonObject data) {
    return html(data)
        .replaceAll("<caption[^>]*>", "|caption:")
        .replaceAll("<th scope=\"(\\w+)\"[^>]*>", "|$1:")
        .replaceAll("<td[^>]*>", "|")
        .replaceAll("<[^>]*>", "")
        .replace("\n", "")
        .substring(1);
  }
}
