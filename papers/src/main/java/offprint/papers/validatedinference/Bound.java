package offprint.papers.validatedinference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.inference.program.Program;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/**
 * A model with data.
 *
 * @param bindings "variable=column" for what is not as the model says
 * @param data by variable
 */
record Bound(
    String text, Model model, List<String> bindings, Map<String, List<Double>> data, int rows) {

  /** What a reader gives. */
  record Params(
      @Param(
              label = "Model",
              help =
                  "linear, logistic, beta-binomial, mixture, hmm, lgssm, stochastic-volatility,"
                      + " lda, or the text of one: statements on lines or after semicolons",
              value = "logistic")
          String model,
      @Param(
              label = "Model file",
              help = "Text of a model; it takes the place of the one above",
              accepts = Kind.TEXT)
          Source file,
      @Param(
              label = "Data",
              help = "Table whose columns the model reads; empty: the model's own example",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "Columns",
              help = "variable=column where the model names another column",
              advanced = true)
          List<String> columns) {}

  /** Reads model and data. */
  static Bound of(Params params, Findings out) throws IOException {
    Inputs in = new Inputs(out);
    Optional<BuiltIn> builtIn = BuiltIn.named(params.model);
    String text = builtIn.map(BuiltIn::text).orElse(params.model);
    Source table = params.data;
    if (!params.file.isEmpty()) {
      text =
          in.read("file", params.file, s -> new String(s.readAllBytes(), StandardCharsets.UTF_8));
    } else if (builtIn.isEmpty() && text.strip().matches("[\\w-]*")) {
      throw new IllegalArgumentException(
          "model must be %s, or the text of a model: got %s"
              .formatted(Wording.list(BuiltIn.titles()), text.isBlank() ? "nothing" : text));
    } else if (table.isEmpty()) {
      table = builtIn.map(BuiltIn::table).orElse(Source.NONE);
    }
    return read(params.file.isEmpty() ? "model" : "file", text, params.columns, table, in, true);
  }

  /**
   * @param observed false if columns that are only observed may be missing, as in new rows
   */
  static Bound read(
      String parameter,
      String text,
      List<String> bindings,
      Source table,
      Inputs in,
      boolean observed)
      throws IOException {
    Model model;
    try {
      model = Model.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(parameter, e.getMessage()), e);
    }
    Map<String, String> columns = new LinkedHashMap<>(model.columns());
    for (String binding : bindings) {
      String[] sides = binding.split("=", 2);
      if (sides.length < 2 || !columns.containsKey(sides[0].strip())) {
        throw new IllegalArgumentException(
            "columns must be variable=column with a variable of %s: got %s"
                .formatted(Wording.list(List.copyOf(columns.keySet())), binding));
      }
      columns.put(sides[0].strip(), sides[1].strip());
    }
    if (columns.isEmpty()) {
      return new Bound(text, model, bindings, Map.of(), 0);
    }
    if (table.isEmpty()) {
      throw new IllegalArgumentException(
          "data must be a table with the columns %s: got nothing"
              .formatted(Wording.list(List.copyOf(columns.values()))));
    }
    TextTable read = in.table("data", table);
    if (read.rows() == 0) {
      throw new IllegalArgumentException("data must have rows: got a table without");
    }
    Map<String, List<Double>> data = new HashMap<>();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      boolean blank = !observed && !read.columns().contains(column.getValue());
      double[] values =
          blank
              ? new double[read.rows()]
              : read.numbers(Inputs.column("data", read, column.getValue(), -1));
      data.put(column.getKey(), Arrays.stream(values).boxed().toList());
    }
    return new Bound(text, model, bindings, data, read.rows());
  }

  Program<Double, Model.Outcome> program() {
    return model.program(Floating.NUMBERS, data);
  }

  Program<Double, Program<Double, Model.Outcome>> parametersFirst() {
    return model.parametersFirst(Floating.NUMBERS, data);
  }

  /** The data in another arithmetic. */
  <W> Map<String, List<W>> data(Arithmetic<W> numbers) {
    Map<String, List<W>> converted = new HashMap<>();
    data.forEach(
        (name, column) ->
            converted.put(
                name, column.stream().map(v -> numbers.parse(Double.toString(v))).toList()));
    return converted;
  }

  /** The numbers of results, one row each; NaN where one has no such number. */
  List<String> names(List<Model.Outcome> outcomes) {
    List<String> names = new ArrayList<>();
    for (Model.Outcome outcome : outcomes) {
      for (String name : model.numbers(outcome, Floating.NUMBERS).keySet()) {
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
