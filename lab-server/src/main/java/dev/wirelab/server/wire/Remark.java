package dev.wirelab.server.wire;

import java.time.Instant;

/// A sentence in the record of a connection, on what its octets do not show.
///
/// @param text for whoever reads along; it may quote the client, so it is to be escaped like all
///   else
/// @param time when, by the lab's clock
/// @param nanos when, by [System#nanoTime()]: it says between which segments it stands
public record Remark(String text, Instant time, long nanos) {}
