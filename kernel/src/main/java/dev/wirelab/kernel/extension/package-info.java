/// How others preload a notebook: the interface that `java.util.ServiceLoader` looks for. It knows
/// the display package and nothing else of the kernel.
package dev.wirelab.kernel.extension;
