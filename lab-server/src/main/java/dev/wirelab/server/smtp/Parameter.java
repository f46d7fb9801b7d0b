package dev.wirelab.server.smtp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the extensions let stand after an address, KEYWORD=VALUE (RFC 5321, 4.1.2, "esmtp-param").
enum Parameter {
  SIZE(Verb.MAIL, "SIZE", 501, "[0-9]{1,20}", "octets, in digits (RFC 1870, 3)"),
  BODY(Verb.MAIL, "8BITMIME", 504, "(?i)7BIT|8BITMIME", "7BIT or 8BITMIME (RFC 6152, 2)"),
  RET(Verb.MAIL, "DSN", 501, "(?i)FULL|HDRS", "FULL or HDRS (RFC 3461, 4.3)"),
  ENVID(
      Verb.MAIL,
      "DSN",
      501,
      "(?=.{1,100}$)" + Xtext.ONE + "+",
      "1 to 100 characters of xtext (RFC 3461, 4.4)"),
  AUTH(
      Verb.MAIL,
      "AUTH",
      501,
      "<>|" + Xtext.ONE + "+",
      "who has written the mail, as xtext, or <> (RFC 4954, 5)"),
  SMTPUTF8(Verb.MAIL, "SMTPUTF8", 501, "", "no value (RFC 6531, 3.4)"),
  NOTIFY(
      Verb.RCPT,
      "DSN",
      501,
      "(?i)NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY)){0,2}",
      "NEVER, or some of SUCCESS,FAILURE,DELAY (RFC 3461, 4.1)"),
  ORCPT(
      Verb.RCPT,
      "DSN",
      501,
      "[A-Za-z0-9-]+;" + Xtext.ONE + "+",
      "type;address, the address as xtext (RFC 3461, 4.2)");

  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?");

  private final Verb verb;
  private final String extension;
  private final int code;
  private final Pattern value;
  private final String expected;

  Parameter(Verb verb, String extension, int code, String value, String expected) {
    this.verb = verb;
    this.extension = extension;
    this.code = code;
    this.value = Pattern.compile(value);
    this.expected = expected;
  }

  /// The keyword in EHLO's answer that allows it.
  String extension() {
    return extension;
  }

  /// Reads what stands after the address of a MAIL or RCPT command.
  ///
  /// @throws Refusal 501 or 504 for what is written wrong, 555 for what is unknown (RFC 5321,
  ///   4.1.1.11)
  static Map<Parameter, String> parse(Verb verb, String text) throws Refusal {
    var parameters = new EnumMap<Parameter, String>(Parameter.class);
    for (var word : text.isBlank() ? new String[0] : text.strip().split(" +")) {
      var written = WRITTEN.matcher(word);
      if (!written.matches()) {
        throw verb.syntaxError(
            "A parameter has the form KEYWORD=VALUE, not " + word.replaceAll("[^!-~]", "?"));
      }
      var parameter = named(verb, written.group(1));
      var given = Optional.ofNullable(written.group(2)).orElse("");
      if (!parameter.value.matcher(given).matches()) {
        throw Refusal.of(
            parameter.code,
            Status.INVALID_ARGUMENT,
            parameter + "=" + given + ", but needed is " + parameter.expected);
      }
      if (parameters.putIfAbsent(parameter, given) != null) {
        throw verb.syntaxError(parameter + " stands there twice");
      }
    }
    return parameters;
  }

  private static Parameter named(Verb verb, String keyword) throws Refusal {
    var name = keyword.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(parameter -> parameter.verb == verb && parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                555,
                Status.INVALID_ARGUMENT,
                name + " is no parameter of " + verb + " here (RFC 5321, 4.1.1.11)"));
  }
}
