/// What can go wrong between client and server, on request: for lessons on what a client must be
/// ready for. It is off unless somebody asks for it. It knows what connections are, what SMTP can
/// be made to refuse and that a mailbox may have a limit; nothing below knows it.
package dev.wirelab.server.chaos;
