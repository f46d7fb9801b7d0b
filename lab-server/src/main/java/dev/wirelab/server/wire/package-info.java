/// The record of the wire: what passed over each socket, as octets with their sender and time. What
/// a cell prints, what the checks of an exercise look at and what is exported, all is read from it.
/// It knows nothing of mail beyond which lines of a protocol carry a secret, and nothing of how the
/// record is shown.
package dev.wirelab.server.wire;
