package dev.wirelab.server.wire;

import java.time.Instant;

/// Octets that passed in one read or write of a socket. Where one segment ends and the next begins
/// is the network's business and means nothing to the protocol.
///
/// @param from who sent them
/// @param octets what was sent, decrypted, secrets included; not copied, so not to be changed
/// @param time when, by the lab's clock, which a fixture may hold still
/// @param nanos when, by [System#nanoTime()]: for durations
/// @param tls whether they travelled encrypted
public record Segment(Peer from, byte[] octets, Instant time, long nanos, boolean tls) {}
