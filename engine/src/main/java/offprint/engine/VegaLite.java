package offprint.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import offprint.method.Chart;
import offprint.method.Chart.Axis;
import offprint.method.Chart.Mark;
import offprint.method.Chart.Scale;
import offprint.method.Chart.Series;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vega-Lite specification of a chart: one table of rows (s series, m mark, e emphasis, x, y, z),
 * one layer a mark. A click in the legend picks a series; the wheel with shift zooms, dragging with
 * shift moves.
 */
final class VegaLite {
  private static final int HEIGHT = 300;

  private final Chart chart;

  private VegaLite(Chart chart) {
    this.chart = chart;
  }

  static ObjectNode spec(Chart chart) {
    return new VegaLite(chart).spec();
  }

  private ObjectNode spec() {
    ObjectNode spec = node();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("width", "container").put("height", HEIGHT);
    spec.putObject("autosize").put("type", "fit-x").put("contains", "padding");
    spec.putObject("data").set("values", rows());
    ArrayNode layers = spec.putArray("layer");
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    chart.series().forEach(series -> marks.add(series.mark()));
    // drawn in this order: what fills lies behind what is thin
    for (Mark mark : List.of(Mark.CELL, Mark.BAND, Mark.BAR, Mark.LINE, Mark.STEP, Mark.POINT)) {
      if (marks.contains(mark)) {
        layers.add(layer(mark, layers.isEmpty()));
      }
    }
    return spec;
  }

  private ArrayNode rows() {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    for (Series series : chart.series()) {
      for (int i = 0; i < series.x().size(); i++) {
        ObjectNode row = rows.addObject();
        row.put("s", series.name()).put("m", series.mark().name()).put("e", series.emphasis());
        put(row, "x", chart.x(), series.x().get(i));
        put(row, "y", chart.y(), series.y().get(i));
        if (!series.z().isEmpty()) {
          Axis axis = series.mark() == Mark.BAND ? chart.y() : Axis.linear("");
          put(row, "z", axis, series.z().get(i));
        }
      }
    }
    return rows;
  }

  private static void put(ObjectNode row, String field, Axis axis, double value) {
    boolean drawable = Double.isFinite(value) && (axis.scale() != Scale.LOG || value > 0);
    if (!drawable) {
      row.putNull(field);
    } else if (axis.scale() == Scale.CATEGORY) {
      row.put(field, axis.categories().get((int) value));
    } else {
      row.put(field, value);
    }
  }

  private ObjectNode layer(Mark mark, boolean first) {
    ObjectNode layer = node();
    layer.putArray("transform").addObject().put("filter", "datum.m == '" + mark.name() + "'");
    ObjectNode drawn = layer.putObject("mark");
    switch (mark) {
      case LINE ->
          drawn
              .put("type", "line")
              .put("interpolate", "linear")
              .put("order", false) // from point to point as given, not sorted by x
              .put("clip", true);
      case STEP -> drawn.put("type", "line").put("interpolate", "step-after").put("clip", true);
      case POINT -> drawn.put("type", "point").put("filled", true).put("clip", true);
      case BAR -> drawn.put("type", "bar").put("cornerRadiusEnd", 2);
      case BAND -> drawn.put("type", "area").put("opacity", 0.22).put("clip", true);
      case CELL -> drawn.put("type", "rect");
    }
    drawn.put("tooltip", true);
    if (first) {
      interaction(layer.putArray("params"), mark);
    }
    layer.set("encoding", encoding(mark));
    return layer;
  }

  private void interaction(ArrayNode params, Mark mark) {
    if (mark != Mark.CELL && chart.series().size() > 1) {
      ObjectNode pick = params.addObject().put("name", "pick").put("bind", "legend");
      pick.putObject("select").put("type", "point").putArray("fields").add("s");
    }
    if (mark != Mark.CELL && mark != Mark.BAR && chart.x().scale() != Scale.CATEGORY) {
      ObjectNode zoom = params.addObject().put("name", "zoom").put("bind", "scales");
      zoom.putObject("select")
          .put("type", "interval")
          .put("zoom", "wheel![event.shiftKey]")
          .put(
              "translate", "[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!");
    }
  }

  private ObjectNode encoding(Mark mark) {
    ObjectNode encoding = node();
    encoding.set("x", axis("x", chart.x(), mark));
    encoding.set("y", axis("y", chart.y(), mark));
    if (mark == Mark.BAND) {
      encoding.putObject("y2").put("field", "z");
    }
    if (mark == Mark.CELL) {
      ObjectNode color = encoding.putObject("color").put("field", "z").put("type", "quantitative");
      color.putObject("scale").put("scheme", "viridis");
      color.put("title", chart.series().getFirst().name());
      return encoding;
    }
    boolean several = chart.series().size() > 1;
    ObjectNode color = encoding.putObject("color").put("field", "s").put("type", "nominal");
    color.putNull("title");
    ArrayNode names = color.putObject("scale").putArray("domain");
    names().forEach(names::add);
    if (several) {
      color
          .putObject("legend")
          .put("orient", "bottom")
          .put("columns", 3)
          .put("symbolType", "square")
          .put("symbolOpacity", 1)
          .put("symbolStrokeWidth", 3)
          .put("labelLimit", 260);
      ObjectNode opacity = encoding.putObject("opacity");
      opacity
          .putObject("condition")
          .put("param", "pick")
          .put("value", mark == Mark.BAND ? 0.22 : 1);
      opacity.put("value", 0.08);
    } else {
      color.putNull("legend");
    }
    if (mark == Mark.LINE || mark == Mark.STEP) {
      ObjectNode width = encoding.putObject("strokeWidth");
      width.putObject("condition").put("test", "datum.e").put("value", 2);
      width.put("value", 0.9);
    }
    if (mark == Mark.BAR && names().size() > 1) {
      encoding.putObject("xOffset").put("field", "s");
    }
    if (mark == Mark.POINT) {
      encoding.putObject("size").put("value", 42);
    }
    return encoding;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Series series : chart.series()) {
      if (!names.contains(series.name())) {
        names.add(series.name());
      }
    }
    return names;
  }

  private ObjectNode axis(String field, Axis axis, Mark mark) {
    ObjectNode encoding = node().put("field", field).put("title", axis.label());
    boolean grid = mark == Mark.CELL;
    switch (axis.scale()) {
      case CATEGORY -> {
        encoding.put("type", "nominal");
        ArrayNode sort = encoding.putArray("sort");
        axis.categories().forEach(sort::add);
        if (field.equals("x") && axis.categories().size() > 6) {
          encoding.putObject("axis").put("labelAngle", -40).put("labelLimit", 120);
        } else {
          encoding.putObject("axis").put("labelAngle", 0).put("labelLimit", 160);
        }
      }
      case LINEAR -> encoding.put("type", grid ? "ordinal" : "quantitative");
      case LOG -> encoding.put("type", "quantitative").putObject("scale").put("type", "log");
      case TIME -> encoding.put("type", "temporal").putObject("scale").put("type", "utc");
    }
    if (axis.scale() == Scale.LINEAR && !grid && mark != Mark.BAR) {
      encoding.putObject("scale").put("zero", false).put("nice", field.equals("y"));
    }
    if (!grid && Ticks.of(chart, field.equals("y")).isExtreme()) {
      encoding.putObject("axis").put("format", "~e");
    }
    return encoding;
  }

  private static ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }
}
