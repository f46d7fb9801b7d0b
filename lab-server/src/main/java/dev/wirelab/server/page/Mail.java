package dev.wirelab.server.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.wirelab.server.message.Header;
import dev.wirelab.server.message.Part;
import dev.wirelab.server.message.ReadableText;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.store.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the page shows of the mail, as JSON. Nothing is escaped here: whoever shows it does so.
final class Mail {

  /// So many of a folder are listed at once, the latest first.
  private static final int MOST_LISTED = 200;

  /// Of a text so much is shown; the rest is in the download.
  private static final int LONGEST_TEXT = 256 * 1024;

  private final Supplier<Mailstore> mail;
  private final List<Page.Mailbox> mailboxes;

  /// @param mail as it is when it is asked for: a reset has another
  Mail(Supplier<Mailstore> mail, List<Page.Mailbox> mailboxes) {
    this.mail = mail;
    this.mailboxes = List.copyOf(mailboxes);
  }

  /// Everybody's folders.
  JsonArray mailboxes() {
    var all = new JsonArray();
    for (var mailbox : mailboxes) {
      var folders = new JsonArray();
      for (var name : mail.get().folders(mailbox.login())) {
        messages(mailbox.login(), name)
            .ifPresent(messages -> {
              var folder = new JsonObject();
              folder.addProperty("name", name);
              folder.addProperty("messages", messages.size());
              folder.addProperty(
                  "unseen", messages.stream().filter(message -> !message.has("\\Seen")).count());
              folders.add(folder);
            });
      }
      var json = new JsonObject();
      json.addProperty("login", mailbox.login());
      json.addProperty("address", mailbox.address());
      json.add("folders", folders);
      all.add(json);
    }
    return all;
  }

  private Optional<List<Message>> messages(String login, String folder) {
    return mailboxes.stream()
        .filter(mailbox -> mailbox.login().equals(login))
        .findFirst()
        .flatMap(mailbox -> mail.get().snapshot(mailbox.login(), folder));
  }

  /// A message, if there is such a one.
  Optional<Message> find(String login, String folder, long uid) {
    return messages(login, folder)
        .flatMap(all -> all.stream().filter(message -> message.uid() == uid).findFirst());
  }

  /// The messages of a folder, the latest first; none, if there is no such folder.
  ///
  /// @param before only those with a smaller UID
  Optional<JsonObject> list(String login, String folder, long before) {
    return messages(login, folder)
        .map(all -> {
          var earlier = all.stream().filter(message -> message.uid() < before).toList();
          var listed = new JsonArray();
          earlier.reversed().stream().limit(MOST_LISTED).map(Mail::summary).forEach(listed::add);
          var json = new JsonObject();
          json.addProperty("total", all.size());
          json.addProperty("more", earlier.size() > MOST_LISTED);
          json.add("messages", listed);
          return json;
        });
  }

  private static JsonObject summary(Message message) {
    var header = Part.of(message.octets()).header();
    var json = new JsonObject();
    json.addProperty("uid", message.uid());
    json.addProperty("octets", message.size());
    json.addProperty("received", message.received().toString());
    json.addProperty("seen", message.has("\\Seen"));
    json.addProperty("flags", String.join(" ", message.flags()));
    json.addProperty("from", field(header, "From"));
    json.addProperty("subject", field(header, "Subject"));
    return json;
  }

  private static String field(Header header, String name) {
    return header.first(name).map(ReadableText::field).orElse("");
  }

  /// All of a message but its HTML.
  static JsonObject message(Message message) {
    var part = Part.of(message.octets());
    var fields = new JsonArray();
    for (var field : part.header().fields()) {
      var one = new JsonObject();
      one.addProperty("name", field.name());
      one.addProperty("value", ReadableText.field(field.value()));
      fields.add(one);
    }
    var html = text(part, "HTML");
    var text = text(part, "PLAIN").map(ReadableText::body);
    var json = summary(message);
    json.add("fields", fields);
    json.addProperty("html", html.isPresent());
    json.addProperty(
        "text",
        shortened(
            text.or(() -> html.map(ReadableText::body).map(Mail::shortened).map(HarmlessHtml::text))
                .orElse("(There is no text in it.)")));
    json.addProperty("raw", shortened(ReadableText.text(message.octets())));
    json.add("parts", parts(part));
    return json;
  }

  /// A message's HTML as it came, if it has any.
  static Optional<String> html(Message message) {
    return text(Part.of(message.octets()), "HTML").map(ReadableText::body).map(Mail::shortened);
  }

  /// The parts that consist of no others.
  private static Stream<Part> leaves(Part part) {
    return part.inside().isEmpty() || part.message().isPresent()
        ? Stream.of(part)
        : part.inside().stream().flatMap(Mail::leaves);
  }

  private static Optional<Part> text(Part part, String subtype) {
    return leaves(part)
        .filter(leaf -> leaf.type().is("TEXT", subtype) && !isAttachment(leaf))
        .findFirst();
  }

  private static boolean isAttachment(Part part) {
    return part.parameterized("Content-Disposition")
        .filter(said -> said.value().equalsIgnoreCase("attachment"))
        .isPresent();
  }

  private static JsonArray parts(Part part) {
    var parts = new JsonArray();
    for (var leaf : leaves(part).toList()) {
      var json = new JsonObject();
      json.addProperty("type", leaf.type().type() + "/" + leaf.type().subtype());
      json.addProperty("octets", leaf.bodySize());
      leaf.parameterized("Content-Disposition")
          .flatMap(said -> said.parameter("filename"))
          .ifPresent(name -> json.addProperty("name", ReadableText.field(name)));
      parts.add(json);
    }
    return parts;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "\n(shortened; the download has all of it)";
  }
}
