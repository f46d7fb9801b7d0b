/// What a language must offer to become a Jupyter kernel. It knows messages neither by name nor by
/// shape; the session package turns them into these calls.
package dev.wirelab.kernel.interpreter;
