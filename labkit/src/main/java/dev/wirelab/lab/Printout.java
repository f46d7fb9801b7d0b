package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.View;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;

/// Prints the lines of a conversation as they pass; of a long message the beginning, and how much
/// more there was.
final class Printout {

  /// More lines of a message are not printed as they pass; the transcript has them.
  private static final int MOST = 200;

  private final Blackboard board;
  private int payload;

  Printout(Blackboard board) {
    this.board = board;
  }

  void line(Line line) {
    if (line.meaning() instanceof Meaning.Payload) {
      payload++;
      if (payload > MOST) {
        return;
      }
    } else {
      finishMessage();
    }
    board.print(View.spoken(line.from(), line.shown()));
  }

  /// Nothing more of a message follows.
  void finishMessage() {
    if (payload > MOST) {
      board.print(Wording.say("conversation.cut", payload - MOST));
    }
    payload = 0;
  }

  /// Something that is no line.
  void remark(String sentence) {
    board.print(sentence);
  }
}
