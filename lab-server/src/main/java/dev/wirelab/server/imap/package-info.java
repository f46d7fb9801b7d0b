/// IMAP4rev1 as RFC 3501 has it: commands as records, a session as a state machine, a view of the
/// selected mailbox that changes only when the client is told. It reads and stores through the
/// store package and speaks over the net package's connections; it knows nothing of fixtures and of
/// who keeps the server.
///
/// Beside it: LITERAL+ (RFC 7888), SASL-IR (RFC 4959), AUTH=PLAIN (RFC 4616) and LOGIN, ID (RFC
/// 2971), ENABLE (RFC 5161), IDLE (RFC 2177), NAMESPACE (RFC 2342), UNSELECT (RFC 3691), UIDPLUS
/// (RFC 4315), MOVE (RFC 6851), ESEARCH (RFC 4731), CHILDREN (RFC 3348), SPECIAL-USE (RFC 6154),
/// response codes (RFC 5530).
package dev.wirelab.server.imap;
