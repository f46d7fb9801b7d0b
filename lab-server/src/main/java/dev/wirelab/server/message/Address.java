package dev.wirelab.server.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in an address list (RFC 5322, 3.4): a mailbox, or where a group begins or ends. Each
/// character stands for one octet; encoded words (RFC 2047) are left as they are.
public sealed interface Address {

  /// Somebody's mailbox.
  ///
  /// @param name how they are called, if that is said
  /// @param route the hosts of an obsolete route, `@a,@b` (RFC 5322, 4.4)
  /// @param local what stands before the `@`
  /// @param domain what stands after it, if anything does
  record Mailbox(
      Optional<String> name, Optional<String> route, String local, Optional<String> domain)
      implements Address {}

  /// A group begins.
  record GroupBegin(String name) implements Address {}

  /// A group ends.
  record GroupEnd() implements Address {}

  /// Reads the value of a field; what makes no sense is read as far as it goes.
  static List<Address> list(String value) {
    return new Reader(value).list();
  }

  /// One reading.
  final class Reader {

    private final StructuredText text;
    private final List<Address> addresses = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private Optional<String> comment = Optional.empty();
    private Optional<Mailbox> angled = Optional.empty();
    private boolean inGroup;

    private Reader(String value) {
      this.text = new StructuredText(value);
    }

    private List<Address> list() {
      while (!text.atEnd()) {
        switch (text.peek()) {
          case ' ', '\t' -> {
            text.next();
            blank();
          }
          case '(' -> comment = Optional.of(text.comment());
          case '"' -> words.append(text.quoted());
          case '<' -> angled = Optional.of(angled());
          case ',' -> {
            text.next();
            finish();
          }
          case ':' -> {
            text.next();
            addresses.add(new GroupBegin(take()));
            inGroup = true;
          }
          case ';' -> {
            text.next();
            finish();
            endGroup();
          }
          default -> words.append(text.next());
        }
      }
      finish();
      endGroup();
      return addresses;
    }

    /// One between two words; around `@` and dots there may be some that mean nothing.
    private void blank() {
      if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }

    private String take() {
      var taken = words.toString().strip();
      words.setLength(0);
      return taken;
    }

    private void endGroup() {
      if (inGroup) {
        addresses.add(new GroupEnd());
        inGroup = false;
      }
    }

    private Mailbox angled() {
      text.next();
      var spec = new StringBuilder();
      while (!text.atEnd() && text.peek() != '>') {
        switch (text.peek()) {
          case '"' -> spec.append(text.quoted());
          case '(' -> text.comment();
          case ' ', '\t' -> text.next();
          default -> spec.append(text.next());
        }
      }
      if (!text.atEnd()) {
        text.next();
      }
      int colon = spec.indexOf(":");
      boolean routed = colon > 0 && spec.charAt(0) == '@';
      return mailbox(
          Optional.empty(),
          routed ? Optional.of(spec.substring(0, colon)) : Optional.empty(),
          routed ? spec.substring(colon + 1) : spec.toString());
    }

    private void finish() {
      var said = take();
      if (angled.isPresent()) {
        var mailbox = angled.get();
        addresses.add(
            new Mailbox(
                said.isEmpty() ? comment : Optional.of(said),
                mailbox.route(),
                mailbox.local(),
                mailbox.domain()));
      } else if (!said.isEmpty()) {
        addresses.add(mailbox(comment, Optional.empty(), said.replaceAll(" *([@.]) *", "$1")));
      }
      angled = Optional.empty();
      comment = Optional.empty();
    }

    private static Mailbox mailbox(Optional<String> name, Optional<String> route, String spec) {
      int at = spec.lastIndexOf('@');
      return at < 0
          ? new Mailbox(name, route, spec, Optional.empty())
          : new Mailbox(name, route, spec.substring(0, at), Optional.of(spec.substring(at + 1)));
    }
  }
}
