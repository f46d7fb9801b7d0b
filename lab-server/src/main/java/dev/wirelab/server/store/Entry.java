package dev.wirelab.server.store;

import java.time.Instant;
import java.util.SortedSet;

/// A message in a folder.
///
/// @param uid its unique identifier in the folder
/// @param flags in IMAP's spelling
/// @param received when it came
/// @param octets header and body
public record Entry(long uid, SortedSet<String> flags, Instant received, byte[] octets) {}
