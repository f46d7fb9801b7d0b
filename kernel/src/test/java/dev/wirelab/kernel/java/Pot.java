package dev.wirelab.kernel.java;

/// A class that cells may name.
public final class Pot {
  public static final int VOLUME = 3;

  public int poured;

  public Pot pour(int n) {
    poured += n;
    return this;
  }

  public static String brew(String what) {
    return what + "!";
  }

  /// A class in a class.
  public static final class Lid {
    public static final String SHAPE = "round";

    private Lid() {}
  }

  @Override
  public String toString() {
    return "a pot of " + poured;
  }
}
