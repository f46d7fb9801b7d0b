package dev.wirelab.kernel.java;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.Test;

/// Each test has a kernel of its own: an import lasts.
class ImportsTest {

  @Test
  void theMostUsedPackagesNeedNoImport() {
    in("List.of(1)").result("[1]");
    in("new BigDecimal(\"1.50\")").result("1.50");
    in("LocalDate.of(2026, 2, 28).plusDays(1)").result("2026-03-01");
    in("Pattern.matches(\"a+\", \"aa\")").result("true");
    in("Function<Integer, Integer> inc = i -> i + 1; inc.apply(1)").result("2");
    in("Path.of(\"a\", \"b\").getFileName()").result("b");
    in("StandardCharsets.UTF_8").result("UTF-8");
  }

  @Test
  void anExplicitImportIsAnImport() {
    in("import java.text.NumberFormat;\nNumberFormat.getInstance(Locale.ROOT).format(1234.5)")
        .result("1,234.5");
    in("import static java.lang.Math.max;\nmax(1, 2)").result("2");
    in("import java.util.zip.*;\nnew CRC32().getValue()").result("0");
    in("import module java.xml;\nDocumentBuilderFactory.newInstance() != null").result("true");
  }

  @Test
  void anImportOfWhatIsNotThereIsAnError() {
    in("import java.util.Lust;").fails("CompileError").saying("cannot find symbol");
    in("import nowhere.*;").fails("CompileError").saying("package nowhere does not exist");
  }

  @Test
  void anImportThatIsWrongTakesNothingAway() {
    in("List<Integer> ns = new ArrayList<>(List.of(1));", "import java.utl.List;", "ns")
        .result("[1]");
    in("import java.util.List;\nvar ns = List.of(1);", "import java.utl.List;", "ns").result("[1]");
    in("void show() { System.out.print(List.of(1)); }", "import java.util.Map.List;", "show();")
        .prints("[1]");
    in("List<Integer> ns = List.of(1);", "\n  import java.utl.List;")
        .fails("CompileError")
        .prints("")
        .tracing(
            """
            Cell In[2], line 2, column 10: package java.utl does not exist
                  import java.utl.List;
                         ^~~~~~~~~~~~~
              Did you mean java.util?\
            """);
  }

  @Test
  void modulesCanBeImported() {
    in("import module java.base;\nHexFormat.of().formatHex(new byte[] {1})").result("01");
    in("import module java.base;\nimport java.awt.List;\nList.class").result("class java.awt.List");
    in("import module java.sql;\nSQLException.class.getName()").result("java.sql.SQLException");
    in("import module java.sql;\nXMLConstants.XML_NS_PREFIX").result("xml");
    in("import module no.such;").fails("CompileError");
  }

  @Test
  void whatTwoImportsOfferIsAmbiguous() {
    in("import java.util.*;\nimport java.awt.*;\nList.class")
        .fails("CompileError")
        .saying("ambiguous");
  }

  @Test
  void ownImportsGoBefore() {
    in("import java.awt.List;\nList.class").result("class java.awt.List");
    in("List.class\n", "import java.awt.List;", "List.class").result("class java.awt.List");
    in("// the other one\nimport java.awt.List;\nList.class").result("class java.awt.List");
    in("/* the other */ import java.awt.List;\nList.class").result("class java.awt.List");
    in("import java.awt.List; List.class").result("class java.awt.List");
    in("import java.awt.*;\nList.class").result("class java.awt.List");
  }

  @Test
  void ownTypesGoBefore() {
    in("class List { int n = 3; }\nnew List().n").result("3");
    in("List.of()", "class List { int n = 3; }", "new List().n").result("3");
    in("record Optional(int n) {}\nOptional twice(Optional o) { return o; }\ntwice(new Optional(1))")
        .result("Optional[n=1]");
    in("enum Path { LEFT }\nPath.LEFT").result("LEFT");
    in("class A { List list; }\nclass List { int n = 4; }\nnew List().n").result("4");
  }

  @Test
  void ownMethodsAndVariablesGoBefore() {
    in("String display(Object o) { return \"mine: \" + o; }\ndisplay(1)").result("mine: 1");
    in("display(1);", "String display(Object o) { return \"mine: \" + o; }", "display(2)")
        .result("mine: 2");
    in("int display = 3;\ndisplay").result("3");
  }

  @Test
  void anImportOnDemandTakesNoNameAway() {
    in("import java.util.List.*;\nList.of(1)").result("[1]");
    in("import dev.wirelab.kernel.display.*;\ndisplay(1);").displays("text/plain", "1");
  }

  @Test
  void namesInTextsAndCommentsDoNoHarm() {
    in("// List and Map and Stream\nString s = \"Path List\"; s").result("Path List");
    in("class Mine<Entry> { Entry entry; }\nnew Mine<String>().entry").result("null");
  }

  /// The last of some cells in a new notebook.
  private static Ran in(String... cells) {
    try (var session = Session.java()) {
      Ran last = null;
      for (var cell : cells) {
        last = session.execute(cell);
      }
      return last;
    }
  }
}
