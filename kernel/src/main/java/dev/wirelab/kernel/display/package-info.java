/// How a value becomes something to look at: the public face of the kernel towards notebooks and
/// extensions. It knows nothing of messages, sockets or JShell.
package dev.wirelab.kernel.display;
