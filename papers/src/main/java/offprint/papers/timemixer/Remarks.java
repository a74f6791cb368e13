package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Split;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.torch.Training;
import offprint.method.Note;

/** What a reader should know about how a forecast came about. */
final class Remarks {
  private Remarks() {}

  static List<Note> of(Problem problem, Split split, Training.Outcome outcome, Network network) {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.text(
            "Trained on rows 1 to %d, chosen by rows to %d, judged on rows to %d: %d windows."
                .formatted(
                    split.train(), split.validation(), split.test(), problem.test().count())));
    notes.add(
        Note.text(
            "%d weights; validation error %.4f before training, %.4f after epoch %d of %d."
                .formatted(
                    network.parameters().size(),
                    outcome.firstValidation(),
                    outcome.bestValidation(),
                    outcome.bestEpoch(),
                    outcome.epochs())));
    notes.addAll(assumptions(problem.series(), problem.frequency(), problem.season()));
    if (network.architecture().lookback() > LinearMap.LONGEST) {
      notes.add(
          Note.notice(
              "The closed-form linear map sees the last %d rows of the window only."
                  .formatted(LinearMap.LONGEST)));
    }
    if (outcome.bestEpoch() == 0) {
      notes.add(
          Note.warning(
              "No epoch was better than the start: the forecast is that of an untrained network."
                  + " Lower lr or raise epochs."));
    }
    return notes;
  }

  static List<Note> assumptions(TimeSeries series, Frequency frequency, int season) {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.notice(
            frequency == Frequency.NONE
                ? "Without calendar features."
                : "Calendar features of %s data, %d of them; times without zone are taken as UTC."
                    .formatted(
                        switch (frequency) {
                          case MIN -> "minute";
                          case HOUR -> "hourly";
                          case DAY, NONE -> "daily";
                        },
                        frequency.features())));
    notes.add(
        Note.notice(
            season == 1
                ? "No season was found in the training rows: the seasonal naive forecast is the"
                    + " last value."
                : "Season of %d rows, found in the training rows by autocorrelation."
                    .formatted(season)));
    if (series.filled() > 0) {
      notes.add(
          Note.warning(
              "%d blank cells were bridged by straight lines; they count as observed."
                  .formatted(series.filled())));
    }
    if (series.unevenRows() > 0) {
      notes.add(
          Note.warning(
              ("%d rows do not follow the row before at the usual distance; rows are taken as"
                      + " evenly spaced.")
                  .formatted(series.unevenRows())));
    }
    return notes;
  }
}
