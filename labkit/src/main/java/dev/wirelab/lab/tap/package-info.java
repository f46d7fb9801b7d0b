/// Sockets that write down what passes through them, in clear and inside TLS, and the trace that
/// shows it under a cell. It knows nothing of what libraries do with such sockets.
package dev.wirelab.lab.tap;
