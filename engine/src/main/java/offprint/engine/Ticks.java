package offprint.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.method.Chart;
import offprint.method.Chart.Axis;
import offprint.method.Chart.Mark;
import offprint.method.Chart.Scale;
import offprint.method.Chart.Series;

/** The range of an axis and the positions of its tick marks. */
record Ticks(Axis axis, double low, double high, List<Double> at) {
  private static final double DAY = 86_400_000.0;

  /** The axis of a chart: {@code vertical} is y. */
  static Ticks of(Chart chart, boolean vertical) {
    Axis axis = vertical ? chart.y() : chart.x();
    boolean bars = chart.series().stream().anyMatch(s -> s.mark() == Mark.BAR);
    boolean cells = chart.series().stream().anyMatch(s -> s.mark() == Mark.CELL);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series series : chart.series()) {
      List<Double> all = new ArrayList<>(vertical ? series.y() : series.x());
      if (series.mark() == Mark.BAND && vertical) {
        all.addAll(series.z());
      }
      for (double value : all) {
        if (Double.isFinite(value) && (axis.scale() != Scale.LOG || value > 0)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      low = axis.scale() == Scale.LOG ? 1 : 0;
      high = axis.scale() == Scale.LOG ? 10 : 1;
    }
    if (bars && vertical && axis.scale() != Scale.LOG) {
      low = Math.min(low, 0);
      high = Math.max(high, 0);
    }
    if (cells && axis.scale() == Scale.LINEAR) {
      low -= 0.5;
      high += 0.5;
    }
    return of(axis, low, high);
  }

  private static Ticks of(Axis axis, double low, double high) {
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
      case LOG, LINEAR -> isExtreme() ? scientific(tick) : plain(tick);
    };
  }

  /** True if every mark but 0 is at least 1e6 or every one below 1e-4: long runs of zeros. */
  boolean isExtreme() {
    if (axis.scale() != Scale.LINEAR && axis.scale() != Scale.LOG) {
      return false;
    }
    double[] sizes = at.stream().mapToDouble(Math::abs).filter(size -> size > 0).toArray();
    return Arrays.stream(sizes).min().orElse(1) >= 1e6
        || Arrays.stream(sizes).max().orElse(1) < 1e-4;
  }

  /** "2e6", "1.5e-7". */
  private static String scientific(double tick) {
    if (tick == 0) {
      return "0";
    }
    String[] parts = String.format(Locale.ROOT, "%.2e", tick).split("e");
    return parts[0].replaceFirst("\\.?0+$", "") + "e" + Integer.parseInt(parts[1]);
  }

  private static String plain(double tick) {
    String shown = Numbers.shown(tick);
    if (shown.contains("e")) {
      return scientific(tick);
    }
    return shown.contains(".") ? shown.replaceFirst("\\.?0+$", "") : shown;
  }
}
