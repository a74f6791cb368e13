package offprint.engine;

import static offprint.engine.Html.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import offprint.method.Chart;
import offprint.method.Chart.Scale;
import offprint.method.Chart.Series;

/**
 * Renders a chart as static SVG, for print, mail and browsers without scripts. Colours are CSS
 * variables --c0 to --c7.
 */
final class SvgChart {
  private static final int WIDTH = 680;
  private static final int HEIGHT = 340;
  private static final int LEFT = 64;
  private static final int RIGHT = 14;
  private static final int TOP = 10;
  private static final int BOTTOM = 46;
  private static final int COLORS = 8;
  private static final int MOST_POINTS = 800;

  private final Chart chart;
  private final Ticks x;
  private final Ticks y;
  private final List<String> names = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private SvgChart(Chart chart) {
    this.chart = chart;
    this.x = Ticks.of(chart, false);
    this.y = Ticks.of(chart, true);
    for (Series series : chart.series()) {
      if (!names.contains(series.name())) {
        names.add(series.name());
      }
    }
  }

  static String of(Chart chart) {
    return new SvgChart(chart).draw();
  }

  private String draw() {
    int legendRows = names.size() > 1 ? (names.size() + 2) / 3 : 0;
    int height = HEIGHT + legendRows * 20;
    svg.append(
        "<svg class=\"chart-still\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, height, escape(chart.title())));
    axes();
    for (Series series : chart.series()) {
      switch (series.mark()) {
        case LINE -> line(series, false);
        case STEP -> line(series, true);
        case POINT -> points(series);
        case BAR -> bars(series);
        case BAND -> band(series);
        case CELL -> cells(series);
      }
    }
    if (legendRows > 0) {
      legend();
    }
    return svg.append("</svg>").toString();
  }

  private double px(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  /** The y pixel of a value: numbers increase upwards, categories downwards. */
  private double py(double value) {
    double up = y.axis().scale() == Scale.CATEGORY ? 1 - y.place(value) : y.place(value);
    return TOP + (1 - up) * (HEIGHT - TOP - BOTTOM);
  }

  private String color(Series series) {
    return "var(--c%d)".formatted(names.indexOf(series.name()) % COLORS);
  }

  private void axes() {
    int bottom = HEIGHT - BOTTOM;
    for (double tick : y.at()) {
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, py(tick), py(tick));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, py(tick) + 4, shortened(y.label(tick), 11));
    }
    int every = Math.max(1, (int) Math.ceil(x.at().size() / 10.0));
    for (int i = 0; i < x.at().size(); i += every) {
      double tick = x.at().get(i);
      add(
          "<line class=\"tick\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          px(tick), px(tick), bottom, bottom + 4);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          px(tick),
          bottom + 17,
          shortened(x.label(tick), Math.max(6, 90 / Math.max(1, x.at().size() / every))));
    }
    add(
        "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
        LEFT, WIDTH - RIGHT, bottom, bottom);
    add(
        "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, escape(chart.x().label()));
    add(
        "<text class=\"label\" transform=\"translate(13 %d) rotate(-90)\""
            + " text-anchor=\"middle\">%s</text>",
        (TOP + bottom) / 2, escape(chart.y().label()));
  }

  private static String shortened(String label, int most) {
    return escape(label.length() <= most ? label : label.substring(0, most - 1) + "…");
  }

  private void line(Series series, boolean steps) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    int stride = Math.max(1, series.x().size() / MOST_POINTS);
    for (int i = 0; i < series.x().size(); i += stride) {
      double left = px(series.x().get(i));
      double top = py(series.y().get(i));
      if (!Double.isFinite(left) || !Double.isFinite(top)) {
        pen = false;
        continue;
      }
      if (pen && steps) {
        path.append(String.format(Locale.ROOT, "H%.1f", left));
      }
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", left, top));
      pen = true;
    }
    add(
        "<path class=\"%s\" d=\"%s\" stroke=\"%s\"/>",
        series.emphasis() ? "line" : "line thin", path, color(series));
  }

  private void points(Series series) {
    int stride = Math.max(1, series.x().size() / (2 * MOST_POINTS));
    for (int i = 0; i < series.x().size(); i += stride) {
      double left = px(series.x().get(i));
      double top = py(series.y().get(i));
      if (Double.isFinite(left) && Double.isFinite(top)) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", left, top, color(series));
      }
    }
  }

  private void bars(Series series) {
    double slot = (WIDTH - LEFT - RIGHT) / Math.max(1.0, x.high() - x.low());
    if (chart.x().scale() != Scale.CATEGORY) {
      slot = (WIDTH - LEFT - RIGHT) / Math.max(1.0, series.x().size());
    }
    double width = slot * 0.8 / names.size();
    double shift = (names.indexOf(series.name()) - names.size() / 2.0) * width;
    double base = py(chart.y().scale() == Scale.LOG ? y.low() : Math.clamp(0, y.low(), y.high()));
    for (int i = 0; i < series.x().size(); i++) {
      double top = py(series.y().get(i));
      if (Double.isFinite(top)) {
        add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " fill=\"%s\"><title>%s</title></rect>",
            px(series.x().get(i)) + shift,
            Math.min(top, base),
            Math.max(0.5, width - 1),
            Math.abs(base - top),
            color(series),
            Numbers.shown(series.y().get(i)));
      }
    }
  }

  private void band(Series series) {
    StringBuilder path = new StringBuilder();
    int size = series.x().size();
    for (int i = 0; i < size; i++) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              i == 0 ? "M" : "L",
              px(series.x().get(i)),
              py(series.z().get(i))));
    }
    for (int i = size - 1; i >= 0; i--) {
      path.append(
          String.format(Locale.ROOT, "L%.1f %.1f", px(series.x().get(i)), py(series.y().get(i))));
    }
    if (size > 0) {
      add("<path class=\"band\" d=\"%sZ\" fill=\"%s\"/>", path, color(series));
    }
  }

  private void cells(Series series) {
    double low = extreme(series.z(), Math::min, Double.POSITIVE_INFINITY);
    double high = extreme(series.z(), Math::max, Double.NEGATIVE_INFINITY);
    double width = pitch(series.x(), this::px, WIDTH - LEFT - RIGHT);
    double height = pitch(series.y(), this::py, HEIGHT - TOP - BOTTOM);
    for (int i = 0; i < series.x().size(); i++) {
      double value = series.z().get(i);
      double shade = high > low ? (value - low) / (high - low) : 1;
      if (Double.isFinite(value)) {
        add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"var(--c0)\""
                + " fill-opacity=\"%.3f\"><title>%s</title></rect>",
            px(series.x().get(i)) - width / 2,
            py(series.y().get(i)) - height / 2,
            width,
            height,
            0.04 + 0.96 * shade,
            Numbers.shown(value));
      }
    }
  }

  private static double extreme(
      List<Double> values, java.util.function.DoubleBinaryOperator better, double start) {
    return values.stream().mapToDouble(v -> v).filter(Double::isFinite).reduce(start, better);
  }

  /** Distance in pixels between neighbouring positions. */
  private static double pitch(List<Double> values, ToDoubleFunction<Double> place, double all) {
    double[] sorted = values.stream().distinct().mapToDouble(place).sorted().toArray();
    double least = all;
    for (int i = 1; i < sorted.length; i++) {
      least = Math.min(least, sorted[i] - sorted[i - 1]);
    }
    return Math.max(0.5, least);
  }

  private void legend() {
    for (int i = 0; i < names.size(); i++) {
      int left = LEFT + i % 3 * 205;
      int top = HEIGHT + i / 3 * 20 + 8;
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" rx=\"2\" fill=\"var(--c%d)\"/>",
          left, top, i % COLORS);
      add("<text x=\"%d\" y=\"%d\">%s</text>", left + 20, top + 6, shortened(names.get(i), 28));
    }
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
