package dev.wirelab.lab;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.ServiceName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `%%smtp`, `%%pop3`, `%%imap` and `%%http`: the cell's lines are typed into a connection as they
/// stand; the result is the transcript of what passed.
///
/// A cell goes on with the conversation that the one before has left open, and otherwise begins a
/// new one. `--new` begins one in any case, `--tls` one inside TLS; `--as NAME` keeps several
/// apart; `--split` sends every octet in a segment of its own.
final class ConversationMagic<C extends Conversation<?>> implements CellMagic {

  private static final String USUAL = "";

  private final Lab lab;
  private final ServiceName service;
  private final OpenConversations.Kind<C> kind;
  private final Map<String, C> conversations = new HashMap<>();

  private ConversationMagic(Lab lab, ServiceName service, OpenConversations.Kind<C> kind) {
    this.lab = lab;
    this.service = service;
    this.kind = kind;
  }

  static ConversationMagic<Smtp> smtp(Lab lab) {
    return new ConversationMagic<>(lab, ServiceName.SMTP, Smtp::new);
  }

  static ConversationMagic<Pop3> pop3(Lab lab) {
    return new ConversationMagic<>(lab, ServiceName.POP3, Pop3::new);
  }

  static ConversationMagic<Imap> imap(Lab lab) {
    return new ConversationMagic<>(lab, ServiceName.IMAP, Imap::new);
  }

  static ConversationMagic<Http> http(Lab lab) {
    return new ConversationMagic<>(lab, ServiceName.HTTP, Http::new);
  }

  /// What stands behind the magic's name.
  private record Options(boolean fresh, boolean tls, boolean split, String as) {}

  @Override
  public Transcript run(List<String> arguments, String body) {
    var options = options(arguments);
    var conversation = conversation(options);
    conversation.split(options.split());
    int before = conversation.transcript().lines().size();
    if (conversation.unfinished()) {
      lab.board().print(Wording.say(isSmtp() ? "magic.still.payload" : "magic.still", name()));
    }
    try {
      if (before == 0) {
        conversation.greet();
      }
      type(conversation, body);
    } catch (ConversationException e) {
      lab.board().display(conversation.transcript().after(before));
      throw e;
    }
    if (conversation.unfinished()) {
      lab.board().print(unfinished());
    }
    return conversation.transcript().after(before);
  }

  private String unfinished() {
    return switch (service.protocol()) {
      case HTTP -> Wording.say("magic.in.request");
      case IMAP -> Wording.say("magic.in.literal");
      case SMTP, POP3 -> Wording.say("magic.in.payload", name());
    };
  }

  private Options options(List<String> arguments) {
    boolean fresh = false;
    boolean tls = false;
    boolean split = false;
    var as = USUAL;
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      switch (argument) {
        case "--new" -> fresh = true;
        case "--tls" -> tls = true;
        case "--split" -> split = true;
        case "--as" -> {
          if (++i == arguments.size()) {
            throw new IllegalArgumentException(Wording.say("magic.as", name()));
          }
          as = arguments.get(i);
        }
        default ->
            throw new IllegalArgumentException(
                argument.startsWith("-")
                    ? Wording.say("magic.argument", argument, name())
                    : Wording.say("magic.one.line", name(), String.join(" ", arguments)));
      }
    }
    return new Options(fresh, tls, split, as);
  }

  private C conversation(Options options) {
    var open = conversations.get(options.as());
    // One in clear that has turned to TLS since is as good.
    boolean other = open != null && options.tls() && !open.isEncrypted();
    if (open != null && (options.fresh() || other)) {
      open.close();
    }
    if (open == null || !open.isOpen()) {
      open = lab.connect(options.tls() ? inTls() : service, kind, Blackboard.silent());
      conversations.put(options.as(), open);
    }
    return open;
  }

  private ServiceName inTls() {
    return ServiceName.valueOf(service.name() + "S");
  }

  private boolean isSmtp() {
    return service == ServiceName.SMTP;
  }

  private String name() {
    return service.name().toLowerCase(Locale.ROOT);
  }

  /// Empty lines at the cell's end are nobody's command. In a message they are text, and one of
  /// them may be what ends a request or a literal.
  private void type(C conversation, String body) {
    var lines = body.replace("\r\n", "\n");
    int end = lines.length();
    while (end > 0 && lines.charAt(end - 1) == '\n') {
      end--;
    }
    if (end > 0) {
      conversation.send(lines.substring(0, end));
    }
    if (service == ServiceName.SMTP) {
      if (conversation.unfinished() && lines.length() - end > 1) {
        conversation.send(lines.substring(end + 1));
      }
      return;
    }
    for (int empty = end; conversation.unfinished() && empty < lines.length(); empty++) {
      conversation.send("");
    }
  }
}
