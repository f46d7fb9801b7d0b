/// The lab on JJava, another kernel for Java: what a notebook of Wirelab finds there, in plain text
/// and HTML. It knows that kernel's extensions, and of the lab only how it installs itself.
package dev.wirelab.lab.jjava;
