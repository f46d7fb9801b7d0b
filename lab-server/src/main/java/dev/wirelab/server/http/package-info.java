/// HTTP/1.1 as RFC 9110 and RFC 9112 have it, over the same mailboxes: requests as records, what
/// they ask for as resources, bodies with a length or in chunks, answers that depend on conditions.
/// It reads and stores through the store package and speaks over the net package's connections; it
/// knows nothing of fixtures and of who keeps the server.
package dev.wirelab.server.http;
