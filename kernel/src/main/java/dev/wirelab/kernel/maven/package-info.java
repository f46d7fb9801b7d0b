/// Maven's resolver at work. Loaded apart from the rest of the kernel, together with the libraries
/// that it needs, when a cell first asks for an artifact: nothing else may name a class of here.
package dev.wirelab.kernel.maven;
