/// The words that IMAP's grammar is made of (RFC 3501, 9): atoms, strings, literals, sets of
/// numbers, dates, names of folders; read from what a client sent, written for a client to read. It
/// knows no command.
package dev.wirelab.server.imap.syntax;
