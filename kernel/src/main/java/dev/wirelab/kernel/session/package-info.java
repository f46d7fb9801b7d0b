/// The kernel's conduct towards its front ends: which request is answered when, by which thread,
/// and what is broadcast around it. It knows messages and interpreters, and no Java cell.
package dev.wirelab.kernel.session;
