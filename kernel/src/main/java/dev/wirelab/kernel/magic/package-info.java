/// The commands that a notebook has besides Java: `%name` on a line, `%%name` for a cell. A class
/// is one magic, or several of one subject; they know the notebook as any extension does, and
/// nothing of JShell.
package dev.wirelab.kernel.magic;
