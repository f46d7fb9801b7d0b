/// Connections: sockets that listen, one virtual thread for each client, octets into lines and
/// back, with the record of the wire in between. It knows no protocol, only that lines end with CR
/// LF.
package dev.wirelab.server.net;
