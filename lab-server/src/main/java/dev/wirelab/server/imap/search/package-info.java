/// What SEARCH looks for and how it finds it (RFC 3501, 6.4.4). It knows messages as octets, and no
/// sessions.
package dev.wirelab.server.imap.search;
