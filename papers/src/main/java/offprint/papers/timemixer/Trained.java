package offprint.papers.timemixer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import offprint.harness.ModelFile;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * The header of a trained network's file.
 *
 * @param columns of the training data, in order
 * @param season rows, found in the training rows
 * @param naive see {@link Problem#naive}
 */
record Trained(
    Design network,
    List<String> columns,
    Frequency frequency,
    int season,
    Scaling scaling,
    double[] naive) {
  static final String METHOD = "timemixer/forecast";

  Trained {
    Objects.requireNonNull(network);
    Objects.requireNonNull(frequency);
    columns = List.copyOf(columns);
  }

  static void write(Network network, Problem problem, OutputStream out) throws IOException {
    Trained header =
        new Trained(
            network.design(),
            problem.series().columns(),
            problem.frequency(),
            problem.season(),
            problem.scaling(),
            problem.naive());
    ModelFile.write(out, METHOD, header, network.parameters().tensors());
  }

  /**
   * The model for the columns of other data. Where channels are independent any columns will do:
   * known ones, by name, keep their scaling and normalisation; unknown ones get their own scaling
   * and the normalisation that training begins with. Where channels mix, the columns must be those
   * of the training, in order.
   *
   * @throws IllegalArgumentException if the model mixes channels and the columns differ
   */
  Matched match(TimeSeries series) {
    List<String> found = series.columns();
    if (!network.channelIndependent() && !found.equals(columns)) {
      throw new IllegalArgumentException(
          "data must have the %d columns the model mixes (%s): got %d (%s)"
              .formatted(
                  columns.size(),
                  String.join(", ", columns),
                  found.size(),
                  String.join(", ", found)));
    }
    int[] source = found.stream().mapToInt(columns::indexOf).toArray();
    Scaling own = Scaling.of(series.values(), series.length());
    double[] mean = own.mean().clone();
    double[] sd = own.sd().clone();
    double[] errors = Errors.seasonalNaive(own.scale(series.values()), series.length(), season);
    List<String> unknown = new ArrayList<>();
    for (int c = 0; c < source.length; c++) {
      if (source[c] < 0) {
        unknown.add(found.get(c));
        continue;
      }
      mean[c] = scaling.mean()[source[c]];
      sd[c] = scaling.sd()[source[c]];
      errors[c] = naive[source[c]];
    }
    return new Matched(this, source, new Scaling(mean, sd), errors, unknown);
  }

  /**
   * A model matched to the columns of other data.
   *
   * @param source for each column of the data its channel in the model, -1 for none
   * @param naive see {@link Problem#naive}
   * @param unknown columns that the model was not trained on
   */
  record Matched(
      Trained trained, int[] source, Scaling scaling, double[] naive, List<String> unknown) {

    /** The trained network for the data's columns. */
    Network network(Session session, Safetensors file, RandomGenerator random) {
      Design design = trained.network;
      new Cost(design, source.length).require();
      Network network =
          new Network(
              session, design, source.length, trained.frequency.features(), Variant.FULL, random);
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(file.tensors());
      for (int m = 0; m <= design.scales(); m++) {
        for (String part : List.of("scale", "shift")) {
          String name = "norm.%d.%s".formatted(m, part);
          float[] all = file.floats(name, trained.columns.size());
          float[] here = new float[source.length];
          for (int c = 0; c < here.length; c++) {
            here[c] = source[c] >= 0 ? all[source[c]] : part.equals("scale") ? 1 : 0;
          }
          tensors.put(name, Safetensors.Tensor.of(here, here.length));
        }
      }
      network.parameters().load(Safetensors.of(tensors, file.metadata()));
      return network;
    }
  }
}
