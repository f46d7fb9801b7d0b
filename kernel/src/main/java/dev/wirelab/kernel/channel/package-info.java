/// The five ZeroMQ sockets and the one thread that owns them. It moves messages and knows nothing
/// of what they ask.
package dev.wirelab.kernel.channel;
