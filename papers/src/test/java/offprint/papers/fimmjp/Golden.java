package offprint.papers.fimmjp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import offprint.kernels.torch.Safetensors;

/** The paths and weights whose answers are known from a reference computed apart. */
final class Golden {
  private static final String[] DIGITS = {
    "0001122211100", "2220011100022", "0111122200000", "1112222000111"
  };
  static final double[] UNEVEN = {0, 0.3, 0.5, 1.2, 1.4, 2, 2.2, 2.9, 3, 3.6, 4.1, 4.8, 5.5};

  private Golden() {}

  /** Four paths of 13 readings, 0.5 apart. */
  static Paths even() {
    return paths(i -> 0.5 * i);
  }

  /** The same readings at uneven times. */
  static Paths uneven() {
    return paths(i -> UNEVEN[i]);
  }

  private static Paths paths(IntToDoubleFunction time) {
    int[][] readings = new int[DIGITS.length][];
    double[][] times = new double[DIGITS.length][];
    for (int k = 0; k < DIGITS.length; k++) {
      readings[k] = DIGITS[k].chars().map(c -> c - '0').toArray();
      times[k] = new double[readings[k].length];
      for (int i = 0; i < times[k].length; i++) {
        times[k][i] = time.applyAsDouble(i);
      }
    }
    return new Paths(3, readings, times);
  }

  /** Element k of tensor j is factor · sin(1 + 1.7 j + 0.61 k). */
  static Safetensors waves(Map<String, long[]> shapes, double factor) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    int j = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long size = 1;
      for (long side : entry.getValue()) {
        size *= side;
      }
      double[] values = new double[(int) size];
      for (int k = 0; k < values.length; k++) {
        values[k] = factor * Math.sin(1 + 1.7 * j + 0.61 * k);
      }
      tensors.put(entry.getKey(), Safetensors.Tensor.of(values, entry.getValue()));
      j++;
    }
    return Safetensors.of(tensors, Map.of());
  }

  /** The shapes of a cell network's tensors in the order of their declaration. */
  static Map<String, long[]> shapes(CellDesign design) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long d = design.width();
    shapes.put("embed.weight", new long[] {d, CellFeatures.COUNT});
    shapes.put("embed.bias", new long[] {d});
    for (int k = 0; k < design.layers(); k++) {
      shapes.put(CellDesign.layer(k, "pair.weight"), new long[] {d, 2 * d});
      shapes.put(CellDesign.layer(k, "pair.bias"), new long[] {d});
      shapes.put(CellDesign.layer(k, "row.weight"), new long[] {d, 3 * d});
      shapes.put(CellDesign.layer(k, "column.weight"), new long[] {d, 3 * d});
      shapes.put(CellDesign.layer(k, "mean.weight"), new long[] {d, d});
    }
    for (int k = 0; k < design.layers(); k++) {
      shapes.put(CellDesign.layer(k, "out.weight"), new long[] {d, d});
      shapes.put(CellDesign.layer(k, "out.bias"), new long[] {d});
    }
    for (int k = 0; k < design.layers(); k++) {
      shapes.put(CellDesign.layer(k, "norm.weight"), new long[] {d});
      shapes.put(CellDesign.layer(k, "norm.bias"), new long[] {d});
    }
    shapes.put("rate.weight", new long[] {3, d});
    shapes.put("rate.bias", new long[] {3});
    shapes.put("initial.weight", new long[] {1, 3 * d});
    shapes.put("initial.bias", new long[] {1});
    shapes.put("noise.weight", new long[] {1, d});
    shapes.put("noise.bias", new long[] {1});
    return shapes;
  }
}
