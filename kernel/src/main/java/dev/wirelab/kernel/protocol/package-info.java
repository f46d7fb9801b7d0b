/// Jupyter's messages as values: the connection file, the five parts of a message, their signature.
/// It knows no socket, no thread and no Java cell.
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in
///   Jupyter</a>
package dev.wirelab.kernel.protocol;
