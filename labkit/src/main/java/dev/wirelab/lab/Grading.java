package dev.wirelab.lab;

/// Whether nbgrader runs the notebook for marks: then nobody is there to be taught, and what the
/// hidden checks expect is no learner's business. While a learner validates, all is told.
final class Grading {

  private static final String EXECUTION = "NBGRADER_EXECUTION";

  private Grading() {}

  static boolean isUnderWay() {
    return "autograde".equals(System.getenv(EXECUTION));
  }
}
