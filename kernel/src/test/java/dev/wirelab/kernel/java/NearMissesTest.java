package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an error suggests.
class NearMissesTest extends JavaSession {

  @BeforeAll
  void names() {
    execute(
            """
            int count = 1;
            String title = "x";
            int compute(int n) { return n; }
            class Person { String firstName; int getAge() { return 1; } }
            enum Colour { RED }
            var person = new Person();
            """)
        .ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuont + 1                              | Did you mean count?",
        "comput(3)                              | Did you mean compute?",
        "person.getAeg()                        | Did you mean getAge?",
        "person.firstname                       | Did you mean firstName?",
        "new Persn()                            | Did you mean Person?",
        "Persom p = null;                       | Did you mean Person?",
        "Colour.REd                             | Did you mean RED?",
        "Strin s = \"x\";                     | Did you mean String?",
        "Sysetm.out.println(1);                 | Did you mean System?",
        "Lits.of(1)                             | Did you mean List?",
        "title.lenght()                         | Did you mean length?",
        "Math.sqr(2)                            | Did you mean sqrt?",
        "println(1)                             | Did you mean System.out.println?",
        "import java.util.Lst;                  | Did you mean List?",
        "import java.utl.List;                  | Did you mean java.util?",
        "HttpClient.newHttpClient()             | An import is missing: import java.net.http.HttpClient;",
        "new JFrame();                          | An import is missing: import javax.swing.JFrame;",
        "new Document();                        | one of: import javax.swing.text.Document; import org.w3c.dom.Document;",
        "if (count = 1) {}                      | = assigns and == compares",
        "String s = 'abc';                      | A text stands in double quotes"
      })
  void theNameThatWasMeant(String code, String hint) {
    execute(code).fails("CompileError").tracing(hint);
  }

  @Test
  void nothingIsSuggestedForWhatIsFarFromAll() {
    assertThat(execute("somethingElseAltogether + 1").traceback()).doesNotContain("Did you mean");
    assertThat(execute("q + 1").traceback()).doesNotContain("Did you mean");
  }

  @Test
  void eachErrorHasItsOwn() {
    execute("{\n  cuont++;\n  int n = comput(1);\n}")
        .fails("CompileError")
        .tracing("line 2, column 3", "Did you mean count?")
        .tracing("line 3, column 11", "Did you mean compute?");
  }

  @Test
  void whatADeclarationWaitsForMayBeMeantOtherwise() {
    execute("int g() { return cuont; }")
        .prints(
            "method g refers to variable cuont, which is not declared yet; it works once you declare it\n  Did you mean count?\n");
    execute("HttpClient client;")
        .prints(
            "variable client refers to class HttpClient, which is not declared yet; it works once you declare it\n  An import is missing: import java.net.http.HttpClient;\n");
  }
}
