/// POP3 as RFC 1939 has it: commands as records, a session as a state machine, the maildrop that a
/// session has locked. It reads and deletes through the store package and speaks over the net
/// package's connections; it knows nothing of fixtures and of who keeps the server.
///
/// Beside it: CAPA and what it lists (RFC 2449), STLS (RFC 2595), AUTH PLAIN (RFC 5034, RFC 4616),
/// the response codes AUTH and SYS (RFC 3206).
package dev.wirelab.server.pop3;
