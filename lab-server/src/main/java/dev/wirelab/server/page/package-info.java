/// The page for people beside the servers: mailboxes, messages, the live wire, the record as files,
/// and whether the server is well. It only looks: nothing can be changed through it. It knows the
/// mail store and the record, and nothing of the protocols that fill them.
package dev.wirelab.server.page;
