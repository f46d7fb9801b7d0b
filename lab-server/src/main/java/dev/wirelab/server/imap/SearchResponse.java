package dev.wirelab.server.imap;

import dev.wirelab.server.imap.search.Candidate;
import dev.wirelab.server.imap.search.SearchQuery.Result;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.imap.syntax.SequenceSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Searches the selected mailbox and tells what is found (RFC 3501, 7.2.5; RFC 4731, 3.1).
record SearchResponse(Selected selected, Output out) {

  void write(Command.Search wanted) throws Refusal, IOException {
    var key = wanted.query().key();
    if (key.greatestNumber() > selected.exists()) {
      throw selected.noSuchNumber();
    }
    var mailbox = new Candidate.Mailbox(selected.exists(), selected.lastUid());
    var found = new ArrayList<Long>();
    var changes = new ArrayList<Long>();
    for (int number = 1; number <= selected.exists(); number++) {
      var message = selected.messages().get(number - 1);
      var candidate =
          new Candidate(
              mailbox,
              number,
              message.uid(),
              message.modSequence(),
              selected.flags(message),
              message.received(),
              message.size(),
              () -> selected.content(message));
      if (candidate.matches(key)) {
        found.add(wanted.uid() ? message.uid() : number);
        changes.add(message.modSequence());
      }
    }
    boolean modSequence = wanted.asksForModSequences() && !found.isEmpty();
    if (wanted.query().results().isPresent()) {
      var results = wanted.query().results().get();
      out.line(
          "* ESEARCH (TAG %s)%s%s%s"
              .formatted(
                  Output.quoted(wanted.tag()),
                  wanted.uid() ? " UID" : "",
                  results(results, found),
                  modSequence ? " MODSEQ " + latest(results, changes) : ""));
    } else {
      out.line(
          found.stream().map(number -> " " + number).collect(Collectors.joining("", "* SEARCH", ""))
              + (modSequence ? " (MODSEQ " + Collections.max(changes) + ")" : ""));
    }
  }

  /// The latest change of those that are told of: of one or two, or of all (RFC 7162, 3.1.10).
  private static long latest(Set<Result> wanted, List<Long> changes) {
    if (wanted.contains(Result.ALL) || wanted.contains(Result.COUNT)) {
      return Collections.max(changes);
    }
    return Math.max(
        wanted.contains(Result.MIN) ? changes.getFirst() : 0,
        wanted.contains(Result.MAX) ? changes.getLast() : 0);
  }

  private static String results(Set<Result> wanted, List<Long> found) {
    return wanted.stream()
        .filter(result -> result == Result.COUNT || !found.isEmpty())
        .map(result ->
            " "
                + result
                + " "
                + switch (result) {
                  case MIN -> found.getFirst();
                  case MAX -> found.getLast();
                  case ALL -> SequenceSet.text(found);
                  case COUNT -> found.size();
                })
        .collect(Collectors.joining());
  }
}
