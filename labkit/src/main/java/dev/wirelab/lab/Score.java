package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The points that an exercise is worth as it stands: each check counts the same. As the last value
/// of a cell it is what nbgrader reads as partial credit; people see the table of checks.
///
/// ```java
/// lab.exercise("Greetings").answered("EHLO", 250).answered("QUIT", 221).score(5)     // 2.5
/// ```
///
/// As text it is the number and nothing else; a grader would stumble over more.
public final class Score implements Displayable {

  private static final int DECIMALS = 2;

  private final Report report;
  private final BigDecimal most;

  Score(Report report, double most) {
    this.report = report;
    this.most = new BigDecimal(String.valueOf(most));
  }

  /// @throws IllegalArgumentException if that is not more than nothing
  static double most(double points, String exercise) {
    if (!(points > 0) || Double.isInfinite(points)) {
      throw new IllegalArgumentException(Wording.say("score.most", exercise));
    }
    return points;
  }

  /// The points, from 0 to the most there are; fractions of a hundredth are not given.
  public double points() {
    return value().doubleValue();
  }

  private BigDecimal value() {
    return most.multiply(BigDecimal.valueOf(report.passedChecks()))
        .divide(BigDecimal.valueOf(report.outcomes().size()), DECIMALS, RoundingMode.DOWN);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /// The number.
  @Override
  public String toString() {
    return plain(value());
  }

  @Override
  public MimeBundle mimeBundle() {
    var points = Wording.say("score.points", plain(value()), plain(most));
    return MimeBundle.text(toString())
        .with("text/html", report.html().append(new Html().paragraph(points)).toString());
  }
}
