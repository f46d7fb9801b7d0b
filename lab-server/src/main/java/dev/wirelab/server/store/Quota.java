package dev.wirelab.server.store;

import java.util.OptionalLong;

/// How much mail somebody's INBOX can hold. Safe for use by several threads; asked under the
/// store's lock.
@FunctionalInterface
public interface Quota {

  /// As much as there is room for.
  Quota NONE = _ -> OptionalLong.empty();

  /// In octets, if it is limited now.
  OptionalLong octets(String login);
}
