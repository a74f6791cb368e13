package offprint.papers.timemixer;

import java.net.URI;
import java.time.LocalDate;
import offprint.method.Paper;

/** The paper all methods here come from. */
final class Citation {
  static final Paper PAPER =
      new Paper(
          "timemixer",
          "TimeMixer: Decomposable Multiscale Mixing for Time Series Forecasting",
          "2405.14616",
          LocalDate.of(2024, 5, 23),
          URI.create("https://github.com/kwuking/TimeMixer"));

  private Citation() {}
}
