/// The form of a message (RFC 5322), octet by octet, as far as server and clients must agree on it.
/// It knows nothing of how a message travels or where it is kept.
package dev.wirelab.server.message;
