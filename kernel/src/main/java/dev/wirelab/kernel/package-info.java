/// The kernel as a program. Below it, each package stands alone towards those above it: protocol,
/// channel, interpreter, session; java is one interpreter; display and extension are the public
/// face.
package dev.wirelab.kernel;
