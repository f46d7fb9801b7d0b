/// What passed over a connection, read: octets cut into lines, each line given its meaning by the
/// protocol's grammar, and the lines shown as text and as HTML. It knows nothing of sockets and
/// nothing of mailboxes.
package dev.wirelab.lab.exchange;
