package dev.wirelab.server.smtp;

import java.util.List;

/// What the server answers: codes for the client and words for whoever reads along (RFC 5321, 4.2).
///
/// @param code three digits
/// @param status the same in more detail
/// @param lines at least one
record Reply(int code, Status status, List<String> lines) {

  static final Reply OK = of(250, Status.OTHER, "OK");

  Reply {
    lines = List.copyOf(lines);
  }

  static Reply of(int code, Status status, String... lines) {
    return new Reply(code, status, List.of(lines));
  }

  /// As it goes over the wire: a hyphen after the code of every line but the last.
  ///
  /// @param enhanced whether every line has the enhanced code as well (RFC 2034, 4)
  String text(boolean enhanced) {
    var prefix = enhanced && status != Status.NONE ? status.with(code) + " " : "";
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      text.append(code).append(last ? ' ' : '-').append(prefix).append(lines.get(i)).append("\r\n");
    }
    return text.toString();
  }
}
