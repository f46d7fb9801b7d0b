/// The other end: a front end in a few lines, which trains the kernel at its installation and tests
/// it. It knows the protocol and nothing of the kernel behind it.
package dev.wirelab.kernel.client;
