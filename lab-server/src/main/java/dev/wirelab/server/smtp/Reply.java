package dev.wirelab.server.smtp;

import java.util.List;

/// What the server answers: a code for the client and words for whoever reads along (RFC 5321,
/// 4.2).
///
/// @param code three digits
/// @param lines at least one
record Reply(int code, List<String> lines) {

  static final Reply OK = of(250, "OK");

  Reply {
    lines = List.copyOf(lines);
  }

  static Reply of(int code, String... lines) {
    return new Reply(code, List.of(lines));
  }

  /// Whether the client has done something wrong, or something for which there is no help.
  boolean isError() {
    return code >= 500;
  }

  /// As it goes over the wire: a hyphen after the code of every line but the last.
  String text() {
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      text.append(code).append(last ? ' ' : '-').append(lines.get(i)).append("\r\n");
    }
    return text.toString();
  }
}
