/// SMTP as RFC 5321 has it: commands as records, a session as a state machine, the mail data and
/// its lone dot, and the trace fields. It stores through the store package and speaks over the net
/// package's connections; it knows nothing of fixtures and of who keeps the server.
///
/// Beside it: SIZE (RFC 1870), ENHANCEDSTATUSCODES (RFC 2034), PIPELINING (RFC 2920), CHUNKING (RFC
/// 3030), STARTTLS (RFC 3207), DSN (RFC 3461), AUTH (RFC 4954), 8BITMIME (RFC 6152), SMTPUTF8 (RFC
/// 6531).
package dev.wirelab.server.smtp;
