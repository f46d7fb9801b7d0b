/// What a notebook sees of the lab: the variable `lab` and the values that it gives, `check`,
/// `explore`, and cells of `%%smtp`, `%%pop3`, `%%imap` and `%%http`. Everything public here is for
/// learners and is imported into every cell. It knows the kernel by its display and extension
/// packages alone, and the lab server by its public face.
package dev.wirelab.lab;
