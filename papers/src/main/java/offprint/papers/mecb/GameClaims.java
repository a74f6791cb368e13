package offprint.papers.mecb;

import java.util.Arrays;
import java.util.List;

/** C5. */
final class GameClaims {
  private GameClaims() {}

  /** exp of each. */
  static List<Double> betas(double... logBeta) {
    return Arrays.stream(logBeta).map(StrictMath::exp).boxed().toList();
  }
}
