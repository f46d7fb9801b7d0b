/// What passed over a connection, read: octets cut into lines, each line given its meaning by the
/// protocol's grammar, and the lines shown: as text, as a table that explains them, as octets, as
/// diagrams, beside another conversation. It knows nothing of sockets and nothing of mailboxes.
package dev.wirelab.lab.exchange;
