/// Java as the language of cells: JShell, run inside this very JVM, with each cell on a virtual
/// thread of its own that an interrupt always ends. It knows no message and no socket.
package dev.wirelab.kernel.java;
