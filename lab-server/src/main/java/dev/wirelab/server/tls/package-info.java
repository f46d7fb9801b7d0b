/// The certificate authority of this installation, and what it vouches for: the lab's servers. It
/// knows nothing of protocols, sockets and fixtures.
package dev.wirelab.server.tls;
