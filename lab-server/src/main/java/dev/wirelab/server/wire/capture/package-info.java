/// The record of the wire as files that other programs read: text, JSON, and a capture for
/// Wireshark. It reads the record and knows nothing of who keeps it or who wants the file.
package dev.wirelab.server.wire.capture;
