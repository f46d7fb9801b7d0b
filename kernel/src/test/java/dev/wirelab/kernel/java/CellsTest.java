package dev.wirelab.kernel.java;

import dev.wirelab.kernel.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CellsTest {

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.java();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void anExpressionIsAResult() {
    session.execute("1 + 1").result("2");
  }

  @Test
  void aSemicolonKeepsTheResultBack() {
    session.execute("1 + 1;").noResult();
  }
}
