package offprint.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.method.Chart.Axis;
import offprint.method.Chart.Scale;

/** The range of an axis and where its marks stand. */
record Ticks(Axis axis, double low, double high, List<Double> at) {
  private static final double DAY = 86_400_000.0;

  static Ticks of(Axis axis, double low, double high) {
    if (axis.scale() == Scale.CATEGORY) {
      List<Double> at = new ArrayList<>();
      for (int i = 0; i < axis.categories().size(); i++) {
        at.add((double) i);
      }
      return new Ticks(axis, -0.5, axis.categories().size() - 0.5, at);
    }
    if (axis.scale() == Scale.LOG) {
      return log(axis, low, high);
    }
    double from = low;
    double to = high;
    if (!(to > from)) {
      from -= 0.5;
      to += 0.5;
    }
    double step = step(to - from);
    List<Double> at = new ArrayList<>();
    for (double tick = Math.ceil(from / step) * step; tick <= to + step * 1e-9; tick += step) {
      at.add(Math.abs(tick) < step * 1e-9 ? 0 : tick);
    }
    return new Ticks(axis, from, to, at);
  }

  private static Ticks log(Axis axis, double low, double high) {
    double from = Math.floor(Math.log10(low));
    double to = Math.max(from + 1, Math.ceil(Math.log10(high)));
    int every = Math.max(1, (int) Math.ceil((to - from) / 6));
    List<Double> at = new ArrayList<>();
    for (double power = from; power <= to; power += every) {
      at.add(Math.pow(10, power));
    }
    return new Ticks(axis, Math.pow(10, from), Math.pow(10, to), at);
  }

  /** The 1-2-5 number that divides {@code range} into about five. */
  private static double step(double range) {
    double raw = range / 5;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  }

  /** Position in [0, 1]; NaN where the value cannot be drawn. */
  double place(double value) {
    if (axis.scale() == Scale.LOG) {
      return value > 0
          ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
          : Double.NaN;
    }
    return (value - low) / (high - low);
  }

  String label(double tick) {
    return switch (axis.scale()) {
      case CATEGORY -> axis.categories().get((int) tick);
      case TIME -> {
        String pattern = high - low > 3 * DAY ? "yyyy-MM-dd" : "MM-dd HH:mm";
        yield DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.ofEpochMilli((long) tick));
      }
      case LOG, LINEAR -> plain(tick);
    };
  }

  private static String plain(double tick) {
    String shown = Numbers.shown(tick);
    return shown.contains(".") && !shown.contains("e")
        ? shown.replaceFirst("0+$", "").replaceFirst("\\.$", "")
        : shown;
  }
}
