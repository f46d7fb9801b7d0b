package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What an exercise asks: of a conversation, or of anything else.
sealed interface Question {
  String name();

  /// @param rfc the section, by the protocol that was spoken; an empty string if none says so
  record OfWire(String name, Function<Protocol, String> rfc, Function<Transcript, Finding> ask)
      implements Question {

    Outcome of(Transcript transcript, UnaryOperator<Finding> placed) {
      return Outcome.of(
          name, rfc.apply(transcript.protocol()), () -> placed.apply(ask.apply(transcript)));
    }
  }

  record OfAnything(String name, String rfc, Callable<Finding> ask) implements Question {}

  /// Judges the conversation that meets most of what is asked of the wire, the later one if several
  /// do.
  static List<Outcome> judged(List<Question> questions, List<Transcript> conversations) {
    var judged = -1;
    long most = -1;
    for (int i = 0; i < conversations.size(); i++) {
      long passed = passedOnTheWire(questions, conversations.get(i));
      if (passed >= most) {
        judged = i;
        most = passed;
      }
    }
    var outcomes = new ArrayList<Outcome>();
    for (var question : questions) {
      outcomes.add(
          switch (question) {
            case OfAnything(var what, var rfc, var ask) -> Outcome.of(what, rfc, ask);
            case OfWire wire -> {
              int number = judged;
              yield number < 0
                  ? Outcome.of(wire.name(), "", Question::nothingSaid)
                  : wire.of(
                      conversations.get(number),
                      finding -> placed(finding, number + 1, conversations.size()));
            }
          });
    }
    return outcomes;
  }

  private static long passedOnTheWire(List<Question> questions, Transcript transcript) {
    return questions.stream()
        .filter(question ->
            question instanceof OfWire wire
                && wire.of(transcript, UnaryOperator.identity()).passed())
        .count();
  }

  private static Finding nothingSaid() {
    return new Finding(
        false, Wording.say("expected.conversation"), Wording.say("seen.no.conversation"), "");
  }

  private static Finding placed(Finding finding, int number, int of) {
    return of == 1 || finding.where().isEmpty()
        ? finding
        : new Finding(
            finding.met(),
            finding.expected(),
            finding.seen(),
            Wording.say("where.conversation", number, of, finding.where()));
  }
}
