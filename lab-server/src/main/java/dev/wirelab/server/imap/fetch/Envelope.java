package dev.wirelab.server.imap.fetch;

import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.message.Address;
import dev.wirelab.server.message.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes the envelope of a message: not that of SMTP, but the fields that a list of messages shows
/// (RFC 3501, 7.4.2).
final class Envelope {

  private Envelope() {}

  static void write(Output out, Header header) throws IOException {
    out.text("(").nstring(header.first("Date"));
    out.text(" ").nstring(header.first("Subject"));
    var from = addresses(header, "From");
    addresses(out.text(" "), from);
    addresses(out.text(" "), orElse(addresses(header, "Sender"), from));
    addresses(out.text(" "), orElse(addresses(header, "Reply-To"), from));
    for (var field : List.of("To", "Cc", "Bcc")) {
      addresses(out.text(" "), addresses(header, field));
    }
    out.text(" ").nstring(header.first("In-Reply-To"));
    out.text(" ").nstring(header.first("Message-ID")).text(")");
  }

  private static List<Address> addresses(Header header, String field) {
    return header.all(field).stream().flatMap(value -> Address.list(value).stream()).toList();
  }

  private static List<Address> orElse(List<Address> addresses, List<Address> others) {
    return addresses.isEmpty() ? others : addresses;
  }

  private static void addresses(Output out, List<Address> addresses) throws IOException {
    if (addresses.isEmpty()) {
      out.text("NIL");
      return;
    }
    out.text("(");
    for (var address : addresses) {
      switch (address) {
        case Address.Mailbox mailbox -> {
          out.text("(").nstring(mailbox.name().filter(name -> !name.isEmpty()));
          out.text(" ").nstring(mailbox.route());
          // NIL would mean that a group begins or ends.
          out.text(" ").string(mailbox.local()).text(" ").string(mailbox.domain().orElse(""));
          out.text(")");
        }
        case Address.GroupBegin group ->
            out.text("(NIL NIL ").nstring(Optional.of(group.name())).text(" NIL)");
        case Address.GroupEnd end -> out.text("(NIL NIL NIL NIL)");
      }
    }
    out.text(")");
  }
}
