package dev.wirelab.kernel.java;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// Tests that share a kernel of Java cells. What one declares the next one sees, so names differ.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JavaSession {

  final Session session;

  JavaSession() {
    this(Session.java());
  }

  JavaSession(Session session) {
    this.session = session;
  }

  @AfterAll
  void close() {
    session.close();
  }

  Ran execute(String code) {
    return session.execute(code);
  }
}
