package offprint.papers.timemixer;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Scaling;
import offprint.kernels.torch.Safetensors;

/**
 * A trained network as one safetensors file: tensors by the names of {@link Network}, scaling and
 * naive errors as {@code data.*}, everything else as text in the header.
 *
 * @param columns of the training data, in order
 * @param naive see {@link offprint.kernels.series.Problem#naive}
 */
record ModelFile(
    Architecture architecture,
    List<String> columns,
    Frequency frequency,
    int season,
    Scaling scaling,
    double[] naive,
    Safetensors file) {
  private static final String FORMAT = "offprint-timemixer-1";

  static Map<String, String> describe(
      Architecture a, List<String> columns, Frequency frequency, int season) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.putAll(a.toMap());
    texts.put("frequency", frequency.name());
    texts.put("season", "" + season);
    for (int c = 0; c < columns.size(); c++) {
      texts.put("column." + c, columns.get(c));
    }
    return texts;
  }

  static void write(
      Network network, Map<String, String> texts, Scaling scaling, double[] naive, OutputStream out)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(network.parameters().tensors());
    int channels = naive.length;
    tensors.put("data.mean", Safetensors.Tensor.of(scaling.mean(), channels));
    tensors.put("data.sd", Safetensors.Tensor.of(scaling.sd(), channels));
    tensors.put("data.naive", Safetensors.Tensor.of(naive, channels));
    Safetensors.write(tensors, texts, out);
  }

  static byte[] json(Map<String, String> texts) {
    return (new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(texts)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException if this is not the model file of a TimeMixer run
   */
  static ModelFile read(InputStream in) throws IOException {
    Safetensors file = Safetensors.read(in);
    Map<String, String> texts = file.metadata();
    if (!FORMAT.equals(texts.get("format"))) {
      throw new IllegalArgumentException(
          "model must be the model.safetensors of a timemixer/forecast run: its format is %s"
              .formatted(texts.getOrDefault("format", "not stated")));
    }
    Architecture a = Architecture.parse(texts);
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < a.channels(); c++) {
      columns.add(entry(texts, "column." + c));
    }
    int n = a.channels();
    try {
      return new ModelFile(
          a,
          columns,
          Frequency.valueOf(entry(texts, "frequency")),
          Integer.parseInt(entry(texts, "season")),
          new Scaling(file.doubles("data.mean", n), file.doubles("data.sd", n)),
          file.doubles("data.naive", n),
          file);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("model: season does not read: " + e.getMessage(), e);
    }
  }

  private static String entry(Map<String, String> texts, String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("the model file has no entry " + key);
    }
    return text;
  }
}
