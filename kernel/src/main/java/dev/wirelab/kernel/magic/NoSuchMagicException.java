package dev.wirelab.kernel.magic;

import java.util.List;
import java.util.Optional;

/// A cell names a magic that nobody registered.
final class NoSuchMagicException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param wanted the name, with its percent signs
  /// @param other the magic of this name that is of the other sort
  /// @param near what may have been meant
  NoSuchMagicException(String wanted, Optional<String> other, List<String> near) {
    super(
        "No magic is called %s; %s"
            .formatted(
                wanted,
                other
                    .map(NoSuchMagicException::sort)
                    .orElseGet(() ->
                        (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
                            + "%lsmagic lists those there are")));
  }

  private static String sort(String other) {
    return other.startsWith("%%")
        ? other + " is for whole cells: write it on the first line"
        : other + " is for one line, and what follows it is Java";
  }
}
