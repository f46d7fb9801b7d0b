package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringJoiner;

/// What passed over the server's sockets, as it was when it was asked for: a transcript for each
/// connection, oldest first.
///
/// ```java
/// lab.wire()              // a cell's result: all of them, the last one unfolded
/// lab.wire().last()       // the newest
/// lab.wire().get(1)       // the first
/// ```
public final class Conversations implements Displayable, Iterable<Transcript> {

  private final List<Transcript> transcripts;

  Conversations(List<Transcript> transcripts) {
    this.transcripts = List.copyOf(transcripts);
  }

  /// How many there are.
  public int size() {
    return transcripts.size();
  }

  /// One of them.
  ///
  /// @param number counted from 1, as in the report of an exercise
  /// @throws NoSuchElementException if there is none of that number; it says how many there are
  public Transcript get(int number) {
    if (number < 1 || number > size()) {
      throw new NoSuchElementException(Wording.say("wire.no.conversation", number, size()));
    }
    return transcripts.get(number - 1);
  }

  /// The newest.
  ///
  /// @throws NoSuchElementException if there is none
  public Transcript last() {
    return get(Math.max(1, size()));
  }

  List<Transcript> all() {
    return transcripts;
  }

  @Override
  public Iterator<Transcript> iterator() {
    return transcripts.iterator();
  }

  /// One after the other, each with a line above it that numbers it.
  @Override
  public String toString() {
    if (transcripts.isEmpty()) {
      return Wording.say("wire.empty");
    }
    var text = new StringJoiner("\n\n");
    for (int number = 1; number <= size(); number++) {
      text.add(heading(number) + "\n" + get(number));
    }
    return text.toString();
  }

  @Override
  public MimeBundle mimeBundle() {
    var plain = MimeBundle.text(toString());
    if (transcripts.isEmpty()) {
      return plain;
    }
    var html = new Html();
    for (int number = 1; number <= size(); number++) {
      html.details(heading(number), number == size(), get(number).html());
    }
    return plain.with("text/html", html.toString());
  }

  private String heading(int number) {
    return Wording.say("wire.heading", number, size());
  }
}
