package dev.wirelab.lab;

import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.extension.Notebook;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.Fixture;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.Listeners;
import dev.wirelab.server.wire.Observer;
import java.util.List;

/// Brings the lab into the notebook: the variable `lab`, `check`, and cells of `%%smtp`, `%%pop3`,
/// `%%imap` and `%%http`. Installing it starts nothing; the server starts when it is first spoken
/// to, and ends with the kernel.
public final class LabExtension implements Extension {

  private static final String FIXTURE = "walkthrough";
  private static final String ELSEWHERE = "WIRELAB_SERVER";

  @Override
  public void install(Notebook notebook) {
    install(notebook, Blackboard.ofTheCell());
  }

  /// The same for a notebook of another kernel.
  ///
  /// @param board where the lab shows things there
  public void install(Notebook notebook, Blackboard board) {
    var lab = new Lab(FIXTURE, LabExtension::start, board, notebook::told);
    notebook.imports("dev.wirelab.lab.*", "static dev.wirelab.lab.Check.*");
    notebook.imports("jakarta.mail.*", "jakarta.mail.search.*", "static dev.wirelab.lab.Explore.*");
    notebook.imports("java.net.http.*");
    notebook.variable("lab", Lab.class, lab);
    notebook.cellMagic("smtp", ConversationMagic.smtp(lab));
    notebook.cellMagic("pop3", ConversationMagic.pop3(lab));
    notebook.cellMagic("imap", ConversationMagic.imap(lab));
    notebook.cellMagic("http", ConversationMagic.http(lab));
    notebook.onShutdown(lab);
  }

  /// What the first lesson does. More would make every start longer, by what most notebooks do not
  /// use.
  @Override
  public List<String> trainingCells() {
    return List.of(
        "var smtp = lab.smtp();\nsmtp.send(\"EHLO bar.com\");",
        "smtp.transcript()",
        """
        %%smtp --new
        EHLO bar.com
        MAIL FROM:<Smith@bar.com>
        RCPT TO:<Jones@foo.com>
        DATA
        Subject: training

        text
        .
        QUIT
        """,
        "lab.mailbox(\"jones\")",
        "lab.mailbox(\"jones\").message(1)",
        "lab.exercise(\"training\").answered(\"RCPT\", 250).hint(\"none\").verify();",
        "lab.reset();");
  }

  /// The one place that decides which server the lab speaks with.
  private static LabServer start(String fixture, Observer observer) {
    var elsewhere = System.getenv(ELSEWHERE);
    if (elsewhere != null && !elsewhere.isBlank()) {
      throw new IllegalStateException(Wording.say("lab.elsewhere", ELSEWHERE, elsewhere));
    }
    return LabServer.start(Fixture.named(fixture), Listeners.loopback(), observer);
  }
}
