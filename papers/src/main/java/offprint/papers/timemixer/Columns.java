package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * A model's channels brought into line with the columns of other data. Where channels are
 * independent any columns will do: known ones, by name, keep their scaling and normalisation;
 * unknown ones get their own scaling and the normalisation that training begins with. Where
 * channels mix, the columns must be those of the training, in order.
 *
 * @param source for each column of the data its channel in the model, -1 for none
 */
record Columns(
    ModelFile model, int[] source, Scaling scaling, double[] naive, List<String> unknown) {

  /**
   * @throws IllegalArgumentException if the model mixes channels and the columns differ
   */
  static Columns match(ModelFile model, TimeSeries series) {
    List<String> columns = series.columns();
    if (!model.architecture().channelIndependent() && !columns.equals(model.columns())) {
      throw new IllegalArgumentException(
          "data must have the %d columns the model mixes (%s): got %d (%s)"
              .formatted(
                  model.columns().size(),
                  String.join(", ", model.columns()),
                  columns.size(),
                  String.join(", ", columns)));
    }
    int[] source = new int[columns.size()];
    List<String> unknown = new ArrayList<>();
    Scaling own = Scaling.of(series.values(), series.length());
    float[][] scaled = own.scale(series.values());
    double[] ownNaive = Errors.seasonalNaive(scaled, series.length(), model.season());
    double[] mean = own.mean().clone();
    double[] sd = own.sd().clone();
    double[] naive = ownNaive.clone();
    for (int c = 0; c < source.length; c++) {
      source[c] = model.columns().indexOf(columns.get(c));
      if (source[c] < 0) {
        unknown.add(columns.get(c));
        continue;
      }
      mean[c] = model.scaling().mean()[source[c]];
      sd[c] = model.scaling().sd()[source[c]];
      naive[c] = model.naive()[source[c]];
    }
    return new Columns(model, source, new Scaling(mean, sd), naive, unknown);
  }

  /** The trained network for the data's columns. */
  Network network(Session session, RandomGenerator random) {
    Architecture a = model.architecture().withChannels(source.length);
    Cost.require(a);
    Network network = new Network(session, a, Variant.FULL, random);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(model.file().tensors());
    for (int m = 0; m <= a.scales(); m++) {
      for (String part : List.of("scale", "shift")) {
        String name = "norm.%d.%s".formatted(m, part);
        float[] trained = model.file().floats(name, model.columns().size());
        float[] here = new float[source.length];
        for (int c = 0; c < here.length; c++) {
          here[c] = source[c] >= 0 ? trained[source[c]] : part.equals("scale") ? 1 : 0;
        }
        tensors.put(name, Safetensors.Tensor.of(here, here.length));
      }
    }
    network.parameters().load(Safetensors.of(tensors, model.file().metadata()));
    return network;
  }
}
