package dev.wirelab.lab;

/// How a connection comes to be encrypted.
///
/// ```java
/// lab.session(Tls.STARTTLS).getStore("imap").connect("demo", lab.password("demo"));
/// ```
public enum Tls {
  /// Not at all: everything can be read on the way.
  NONE,
  /// In clear until the client asks for it (RFC 3207, RFC 2595); if the server will not, nothing is
  /// sent.
  STARTTLS,
  /// From the start (RFC 8314, 3).
  IMPLICIT
}
