package dev.wirelab.server.imap;

import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.store.ImapFlags;
import java.io.IOException;
import java.util.TreeSet;

/// What SELECT and EXAMINE tell of a mailbox (RFC 3501, 6.3.1).
record SelectResponse(Selected selected, Wording wording) {

  void write(Output out) throws IOException {
    for (var told : wording.select()) {
      switch (told) {
        case EXISTS -> out.line("* " + selected.exists() + " EXISTS");
        case RECENT -> out.line("* " + selected.recentCount() + " RECENT");
        case FLAGS -> out.line("* FLAGS " + wording.flags(keywords()));
        case UNSEEN -> unseen(out);
        case PERMANENTFLAGS -> permanentFlags(out);
        case UIDVALIDITY ->
            out.line(
                "* OK [UIDVALIDITY %d] %s"
                    .formatted(selected.folder().uidValidity(), wording.uidValidity()));
        case UIDNEXT ->
            out.line(
                "* OK [UIDNEXT %d] %s".formatted(selected.folder().uidNext(), wording.uidNext()));
      }
    }
  }

  private TreeSet<String> keywords() {
    return new TreeSet<>(selected.folder().keywords());
  }

  private void unseen(Output out) throws IOException {
    for (int i = 0; i < selected.exists(); i++) {
      if (!selected.messages().get(i).has(ImapFlags.SEEN)) {
        out.line("* OK [UNSEEN %d] %s".formatted(i + 1, wording.unseen()));
        return;
      }
    }
  }

  private void permanentFlags(Output out) throws IOException {
    if (selected.isReadOnly()) {
      out.line("* OK [PERMANENTFLAGS ()] Nothing can be stored after EXAMINE");
      return;
    }
    var listed = wording.flags(keywords());
    // The star: keywords of the client's own can be stored as well.
    out.line(
        "* OK [PERMANENTFLAGS %s \\*)] %s"
            .formatted(listed.substring(0, listed.length() - 1), wording.permanentFlags()));
  }
}
