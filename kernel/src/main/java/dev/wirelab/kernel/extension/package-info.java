/// How others preload a notebook: the interface that `java.util.ServiceLoader` looks for, and how
/// cells speak with the person and with objects at the front end. It knows the display package and
/// nothing else of the kernel.
package dev.wirelab.kernel.extension;
