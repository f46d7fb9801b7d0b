/// Makes a kernelspec: the folder that Jupyter looks for, with the kernel's jars and the cache that
/// lets it start quickly. It knows the kernel as a program and a client of it.
package dev.wirelab.kernel.install;
