package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cells ask, and a person at the front end answers.
@Timeout(60)
class InputTest extends JavaSession {

  @Test
  void aLine() {
    session
        .beginAsking("readLine(\"Your name: \")")
        .typing("Your name: ", "Grüße 😀")
        .end()
        .result("Grüße 😀");
  }

  @Test
  void aPasswordIsHidden() {
    var cell = session.beginAsking("readPassword(\"Password: \").length()");
    session.answer(cell.asking("Password: ", true), "secret");

    var ran = cell.end().result("6");
    assertThat(ran.exchange.broadcasts()).noneMatch(m -> m.content().toString().contains("secret"));
  }

  @Test
  void aScannerReadsWhatIsTyped() {
    session
        .beginAsking(
            """
            var scanner = new Scanner(System.in);
            int n = scanner.nextInt();
            scanner.nextLine();
            n + scanner.nextLine()\
            """)
        .typing("", "42")
        .typing("", "ü😀")
        .end()
        .result("42ü😀");
  }

  @Test
  void aReaderReadsWhatIsTyped() {
    session
        .beginAsking(
            """
            var reader = new BufferedReader(new InputStreamReader(System.in));
            reader.readLine() + reader.readLine()\
            """)
        .typing("", "one")
        .typing("", "two")
        .end()
        .result("onetwo");
  }

  @Test
  void ioReadsWhatIsTyped() {
    var ran = session.beginAsking("IO.readln(\"Say: \")").typing("", "é").end().result("é");
    ran.prints("Say: ");
  }

  @Test
  void octetsAreThoseOfUtf8() {
    session
        .beginAsking(
            """
            var all = new ArrayList<Integer>();
            do all.add(System.in.read()); while (System.in.available() > 0);
            all + " " + System.in.read(new byte[0])\
            """)
        .typing("", "ÿ")
        .end()
        .result("[195, 191, 10] 0");
  }

  @Test
  void aReadGivesWhatThereIsAndAsksForNoMore() {
    session
        .beginAsking(
            """
            byte[] octets = new byte[10];
            int count = System.in.read(octets, 2, 8);
            count + new String(octets, 2, count) + System.in.available()\
            """)
        .typing("", "ab")
        .end()
        .result("3ab\n0");
    execute("System.in.read(new byte[2], 1, 2)").fails("IndexOutOfBoundsException");
  }

  @Test
  void allIsReadUntilTheEnd() {
    session
        .beginAsking("new String(System.in.readAllBytes())")
        .typing("", "one")
        .typing("", "two")
        .typing("", "\u0004")
        .end()
        .result("one\ntwo\n");
    session
        .beginAsking("System.in.skip(2) + new String(System.in.readNBytes(3))")
        .typing("", "abc")
        .typing("", "d")
        .end()
        .result("2c\nd");
  }

  @Test
  void anEmptyLineIsALine() {
    session.beginAsking("readLine(\"?\").isEmpty()").typing("?", "").end().result("true");
  }

  @Test
  void controlDIsTheEnd() {
    session.beginAsking("System.in.read()").typing("", "\u0004").end().result("-1");
    session.beginAsking("readLine(\"?\")").typing("?", "\u0004").end().result("null");
  }

  @Test
  void whatACellLeavesIsNotTheNextOnes() {
    session.beginAsking("(char) System.in.read()").typing("", "abc").end().result("a");
    session.beginAsking("(char) System.in.read()").typing("", "xyz").end().result("x");
  }

  @Test
  void whatWasPrintedIsSeenBeforeTheQuestion() {
    var cell = session.beginAsking("System.out.print(\"before\"); readLine(\"?\");").printing();
    assertThat(session.client.broadcasts(cell.request))
        .anyMatch(m -> m.content().toString().contains("before"));
    cell.typing("?", "").end().ok().prints("before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readLine(\"?\")",
        "readPassword(\"?\")",
        "System.in.read()",
        "new Scanner(System.in).nextLine()",
        "IO.readln()"
      })
  void whereNobodyCanBeAskedTheCellSaysSo(String code) {
    execute(code)
        .fails("StdinNotImplementedException")
        .saying("its front end cannot be asked (allow_stdin is false)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readLine(\"?\")",
        "new Scanner(System.in).nextLine()",
        "IO.readln()",
        "while (true) try { readLine(\"?\"); } catch (Throwable e) { }",
        "while (true) try { System.in.read(); } catch (Throwable e) { }"
      })
  void anInterruptEndsTheWaiting(String code) {
    var cell = session.beginAsking(code);
    var question = session.client.awaitQuestion(cell.request);
    session.interrupt();
    cell.end().fails("KeyboardInterrupt");

    session.answer(question, "too late");
    session.beginAsking("readLine(\"again\")").typing("again", "in time").end().result("in time");
  }

  @Test
  void anAnswerToAnotherQuestionIsPassedOver() {
    var first = session.beginAsking("readLine(\"1\") + readLine(\"2\")");
    var question = first.asking("1");
    session.answer(question, "a");
    var second = first.asking("2");
    session.answer(question, "once more");
    session.answer(second, "b");
    first.end().result("ab");
  }

  @Test
  void anAnswerWithoutTextIsAnErrorOfTheCell() {
    var cell = session.beginAsking("readLine(\"?\")");
    session.client.answer(cell.asking("?"), new JsonObject());
    cell.end().fails("IllegalStateException").saying("answered without a text");
  }

  @Test
  void aThreadThatOutlivesItsCellCannotAsk() {
    execute("var may = new CountDownLatch(1); var told = new CompletableFuture<String>();").ok();
    session
        .beginAsking(
            """
            Thread.startVirtualThread(() -> {
              try { may.await(); told.complete(readLine("?")); } catch (Throwable e) { told.complete(e.getMessage()); }
            });
            1\
            """)
        .end()
        .result("1");
    execute("may.countDown(); told.get()")
        .result("The cell that asks has ended, so nobody can answer");
  }

  @Test
  void aThreadThatWaitsWhenItsCellEndsIsTold() {
    execute("var gone = new CompletableFuture<String>();").ok();
    session
        .beginAsking(
            """
            Thread.startVirtualThread(() -> {
              try { gone.complete(readLine("?")); } catch (Throwable e) { gone.complete(e.getMessage()); }
            });
            1\
            """)
        .end()
        .result("1");
    execute("gone.get()").result("The cell that asks has ended, so nobody can answer");
  }

  @Test
  void threadsOfACellAskInTurn() {
    var cell =
        session.beginAsking(
            """
            var answers = new ConcurrentSkipListSet<String>();
            var both = List.of("a", "b").stream().map(s ->
                Thread.startVirtualThread(() -> answers.add(s + readLine(s)))).toList();
            for (var thread : both) thread.join();
            answers\
            """);
    for (int i = 0; i < 2; i++) {
      var question = session.client.awaitQuestion(cell.request);
      session.answer(question, question.content().get("prompt").getAsString().toUpperCase());
    }
    cell.end().result("[aA, bB]");
  }

  @Test
  void thereIsNoConsoleAndTheErrorSaysWhatThereIs() {
    execute("System.console().readLine()")
        .fails("NullPointerException")
        .tracing("A notebook has no console", "readLine", "readPassword");
  }
}
