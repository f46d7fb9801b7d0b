package dev.wirelab.server;

import java.time.Instant;
import java.util.Set;

/// A message as it lies in a folder.
///
/// @param uid its unique identifier in the folder (RFC 3501, 2.3.1.1)
/// @param sequence its place in the folder, counted from 1 (RFC 3501, 2.3.1.2)
/// @param flags in IMAP's spelling, `\Seen` or `\Recent`
/// @param received when it arrived: IMAP's INTERNALDATE (RFC 3501, 2.3.3)
/// @param raw all its octets, header and body, with CR LF: what a client would fetch; not copied,
///   so not to be changed
public record StoredMessage(
    long uid, int sequence, Set<String> flags, Instant received, byte[] raw) {}
