/// What FETCH asks for and how it is answered (RFC 3501, 6.4.5 and 7.4.2): items, sections of a
/// message, envelopes and body structures. It knows messages as octets, and no sessions.
package dev.wirelab.server.imap.fetch;
