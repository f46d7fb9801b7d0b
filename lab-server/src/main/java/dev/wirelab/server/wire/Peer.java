package dev.wirelab.server.wire;

/// Who sent something: one of the two ends of a connection.
public enum Peer {
  CLIENT,
  SERVER
}
