/// What a client proves itself with, as SASL has it (RFC 4422), the same for every protocol that
/// lets it. It knows neither protocols nor who has a mailbox.
package dev.wirelab.server.sasl;
