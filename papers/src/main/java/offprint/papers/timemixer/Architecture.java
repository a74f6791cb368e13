package offprint.papers.timemixer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import offprint.papers.timemixer.Forecast.Decomposition;
import offprint.papers.timemixer.Forecast.Pool;

/**
 * Everything that decides the shapes and the computation of the network.
 *
 * @param channels C
 * @param features f, calendar features of a time step; 0 for none
 * @param lookback L
 * @param horizon H
 * @param scales M, number of down-samplings by 2
 * @param dModel d
 * @param dFf d_ff
 */
record Architecture(
    int channels,
    int features,
    int lookback,
    int horizon,
    int scales,
    Pool pool,
    int dModel,
    int dFf,
    int blocks,
    int kernel,
    Decomposition decomposition,
    int topK,
    boolean channelIndependent,
    double dropout) {

  /** L_m = floor(L / 2^m). */
  int length(int scale) {
    return lookback >> scale;
  }

  int totalLength() {
    int sum = 0;
    for (int m = 0; m <= scales; m++) {
      sum += length(m);
    }
    return sum;
  }

  /** Channels of one sample: 1 where every channel is a sample of its own. */
  int sampleChannels() {
    return channelIndependent ? 1 : channels;
  }

  int samplesPerWindow() {
    return channelIndependent ? channels : 1;
  }

  /** Multiply-adds of a forward pass over one window. */
  double multiplyAdds() {
    double time = 0;
    for (int m = 0; m < scales; m++) {
      double fine = length(m);
      double coarse = length(m + 1);
      time += 2 * fine * coarse + coarse * coarse + fine * fine;
    }
    double average = 0;
    for (int m = 0; m <= scales; m++) {
      average += (double) length(m) * length(m);
    }
    double feature = 2.0 * dFf * totalLength() * (channelIndependent ? 1 : 2);
    double predict = (double) sampleChannels() * totalLength() * (dModel + horizon);
    double trend = channelIndependent ? 0 : channels * (average + (double) totalLength() * horizon);
    return samplesPerWindow() * (blocks * dModel * (time + average + feature) + predict + trend);
  }

  /** Bytes of a forward pass over one window, kept until its backward pass is done. */
  double bytes() {
    double perBlock = 10.0 * dModel + 5.0 * dFf;
    return 4.0 * samplesPerWindow() * totalLength() * (blocks * perBlock + 8.0 * dModel)
        + 4.0 * channels * (scales + 3.0) * (lookback + 2.0 * horizon);
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("channels", "" + channels);
    map.put("features", "" + features);
    map.put("lookback", "" + lookback);
    map.put("horizon", "" + horizon);
    map.put("scales", "" + scales);
    map.put("pool", pool.name());
    map.put("dModel", "" + dModel);
    map.put("dFf", "" + dFf);
    map.put("blocks", "" + blocks);
    map.put("kernel", "" + kernel);
    map.put("decomposition", decomposition.name());
    map.put("topK", "" + topK);
    map.put("channelIndependent", "" + channelIndependent);
    map.put("dropout", "" + dropout);
    return map;
  }

  /**
   * @throws IllegalArgumentException if an entry is missing or does not read
   */
  static Architecture parse(Map<String, String> map) {
    return new Architecture(
        read(map, "channels", Integer::parseInt),
        read(map, "features", Integer::parseInt),
        read(map, "lookback", Integer::parseInt),
        read(map, "horizon", Integer::parseInt),
        read(map, "scales", Integer::parseInt),
        read(map, "pool", Pool::valueOf),
        read(map, "dModel", Integer::parseInt),
        read(map, "dFf", Integer::parseInt),
        read(map, "blocks", Integer::parseInt),
        read(map, "kernel", Integer::parseInt),
        read(map, "decomposition", Decomposition::valueOf),
        read(map, "topK", Integer::parseInt),
        read(map, "channelIndependent", Boolean::parseBoolean),
        read(map, "dropout", Double::parseDouble));
  }

  private static <T> T read(Map<String, String> map, String key, Function<String, T> parse) {
    String text = map.get(key);
    if (text == null) {
      throw new IllegalArgumentException("the model file has no entry " + key);
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the model file's entry %s does not read: got '%s'".formatted(key, text), e);
    }
  }

  Architecture withChannels(int count) {
    return new Architecture(
        count,
        features,
        lookback,
        horizon,
        scales,
        pool,
        dModel,
        dFf,
        blocks,
        kernel,
        decomposition,
        topK,
        channelIndependent,
        dropout);
  }
}
