/// Who has a mailbox and what lies in it: GreenMail's store, with what it lacks. It knows nothing
/// of protocols and sockets.
package dev.wirelab.server.store;
