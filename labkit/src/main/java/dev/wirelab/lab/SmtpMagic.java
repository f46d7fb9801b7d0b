package dev.wirelab.lab;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import java.util.List;

/// `%%smtp`: the cell's lines are typed into an SMTP connection as they stand; the result is the
/// transcript of what passed.
///
/// A cell goes on with the conversation that the one before has left open, and otherwise begins a
/// new one; `%%smtp --new` begins one in any case. QUIT finishes it.
final class SmtpMagic implements CellMagic {

  private final Lab lab;
  private Smtp smtp;

  SmtpMagic(Lab lab) {
    this.lab = lab;
  }

  @Override
  public Transcript run(List<String> arguments, String body) {
    begin(arguments);
    int before = smtp.transcript().lines().size();
    if (smtp.inPayload()) {
      lab.board().print(Wording.say("magic.still.payload"));
    }
    try {
      if (before == 0) {
        smtp.greet();
      }
      type(body);
    } catch (ConversationException e) {
      lab.board().display(smtp.transcript().after(before));
      throw e;
    }
    if (smtp.inPayload()) {
      lab.board().print(Wording.say("magic.in.payload"));
    }
    return smtp.transcript().after(before);
  }

  private void begin(List<String> arguments) {
    for (var argument : arguments) {
      if (!argument.equals("--new")) {
        throw new IllegalArgumentException(Wording.say("magic.argument", argument));
      }
    }
    if (smtp != null && !arguments.isEmpty()) {
      smtp.close();
    }
    if (smtp == null || !smtp.isOpen()) {
      smtp = lab.connect(Blackboard.silent());
    }
  }

  /// Empty lines at the cell's end are nobody's command; in a message they are text.
  private void type(String body) {
    var lines = body.replace("\r\n", "\n");
    int end = lines.length();
    while (end > 0 && lines.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0) {
      smtp.send(lines.substring(0, end));
    }
    if (smtp.inPayload() && lines.length() - end > 1) {
      smtp.send(lines.substring(end + 1));
    }
  }
}
