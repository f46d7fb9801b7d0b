/// The lab server: a mail server for learning, embedded or on its own.
/// [dev.wirelab.server.LabServer] starts it from a [dev.wirelab.server.Fixture] and shows what it
/// holds and what passed over its sockets. It knows nothing of notebooks, of the kernel or of the
/// lessons.
package dev.wirelab.server;
