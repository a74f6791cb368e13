package offprint.papers.rnnhmm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Safetensors.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A recurrent network without biases, h_t = relu(U x_t + W h_{t−1}), and its readout V h_t. Without
 * biases it is positively homogeneous: noise times s gives states times s.
 *
 * @param noise d
 * @param outputs k
 * @param u [h, d], row-major
 * @param w [h, h]
 * @param v [k, h]
 * @param offset [k] added to the readout of numbers; empty where outputs are symbols
 * @param deviation [k] of the noise on numbers; empty where outputs are symbols
 */
record Rnn(
    int hidden,
    int noise,
    int outputs,
    double[] u,
    double[] w,
    double[] v,
    double[] offset,
    double[] deviation) {

  static Rnn of(Map<String, Tensor> tensors) {
    return of(Safetensors.of(tensors, Map.of()));
  }

  /**
   * Reads the tensors of ours or of the authors' files.
   *
   * @throws IllegalArgumentException naming the tensor that is missing, has another shape or would
   *     be ignored
   */
  static Rnn of(Safetensors file) {
    int hidden = size(file, Design.INPUT, 0);
    int noise = size(file, Design.INPUT, 1);
    int outputs = size(file, Design.READOUT, 0);
    for (String name : file.tensors().keySet()) {
      if (name.startsWith("rnn.bias") && anyNonzero(file, name)) {
        throw new IllegalArgumentException(
            "tensor '%s' must be absent: the network has no biases".formatted(name));
      }
      if (name.startsWith("rnn.") && name.endsWith("_l1")) {
        throw new IllegalArgumentException(
            "tensor '%s' must be absent: the network has one layer".formatted(name));
      }
    }
    boolean numbers = file.tensors().containsKey(Design.DEVIATION);
    if (!numbers && file.tensors().containsKey(Design.OFFSET)) {
      throw new IllegalArgumentException(
          "tensor '%s' must be absent: the readout of symbols has no biases"
              .formatted(Design.OFFSET));
    }
    return new Rnn(
        hidden,
        noise,
        outputs,
        file.doubles(Design.INPUT, hidden, noise),
        file.doubles(Design.RECURRENT, hidden, hidden),
        file.doubles(Design.READOUT, outputs, hidden),
        numbers ? file.doubles(Design.OFFSET, outputs) : new double[0],
        numbers ? file.doubles(Design.DEVIATION, outputs) : new double[0]);
  }

  private static int size(Safetensors file, String name, int axis) {
    Tensor tensor = file.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the file has no tensor '%s'".formatted(name));
    }
    if (tensor.shape().size() != 2 || tensor.shape().contains(0L)) {
      throw new IllegalArgumentException(
          "tensor '%s' must be a matrix: got shape %s".formatted(name, tensor.shape()));
    }
    return Math.toIntExact(tensor.shape().get(axis));
  }

  private static boolean anyNonzero(Safetensors file, String name) {
    Tensor tensor = file.tensors().get(name);
    long[] shape =
        tensor == null ? new long[0] : tensor.shape().stream().mapToLong(n -> n).toArray();
    for (double value : file.doubles(name, shape)) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(Design.INPUT, tensor(u, hidden, noise));
    tensors.put(Design.RECURRENT, tensor(w, hidden, hidden));
    tensors.put(Design.READOUT, tensor(v, outputs, hidden));
    if (!symbols()) {
      tensors.put(Design.OFFSET, tensor(offset, outputs));
      tensors.put(Design.DEVIATION, tensor(deviation, outputs));
    }
    return tensors;
  }

  private static Tensor tensor(double[] values, long... shape) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return Tensor.of(narrow, shape);
  }

  boolean symbols() {
    return deviation.length == 0;
  }

  /** U x, [h]. */
  void drive(double[] x, double[] result) {
    for (int i = 0; i < hidden; i++) {
      double sum = 0;
      for (int j = 0; j < noise; j++) {
        sum += u[i * noise + j] * x[j];
      }
      result[i] = sum;
    }
  }

  /** The columns of W end to end: what {@link #step} takes. */
  double[] columns() {
    double[] columns = new double[w.length];
    for (int i = 0; i < hidden; i++) {
      for (int j = 0; j < hidden; j++) {
        columns[j * hidden + i] = w[i * hidden + j];
      }
    }
    return columns;
  }

  /**
   * next = relu(drive + W h). Silent neurons cost nothing.
   *
   * @param columns of W
   */
  static void step(double[] columns, double[] drive, double[] h, double[] next) {
    int n = next.length;
    System.arraycopy(drive, 0, next, 0, n);
    for (int j = 0; j < n; j++) {
      double a = h[j];
      if (a > 0) {
        int at = j * n;
        for (int i = 0; i < n; i++) {
          next[i] += a * columns[at + i];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      next[i] = Math.max(0, next[i]);
    }
  }

  /** V h, plus the offset of numbers. */
  void readout(double[] states, int at, double[] result) {
    for (int k = 0; k < outputs; k++) {
      double sum = offset.length == 0 ? 0 : offset[k];
      for (int j = 0; j < hidden; j++) {
        sum += v[k * hidden + j] * states[at + j];
      }
      result[k] = sum;
    }
  }

  /** The network with the activity of some neurons held at 0. */
  Rnn silenced(List<Integer> neurons) {
    double[] input = u.clone();
    double[] recurrent = w.clone();
    for (int neuron : neurons) {
      Arrays.fill(input, neuron * noise, (neuron + 1) * noise, 0);
      Arrays.fill(recurrent, neuron * hidden, (neuron + 1) * hidden, 0);
    }
    return new Rnn(hidden, noise, outputs, input, recurrent, v, offset, deviation);
  }

  /** Largest modulus of the eigenvalues of W. */
  double spectralRadius() {
    double[] moduli = moduli(w, hidden);
    double largest = 0;
    for (double modulus : moduli) {
      largest = Math.max(largest, modulus);
    }
    return largest;
  }

  /** Eigenvalues outside the unit circle of diag[W h > 0] W, the linear map around a state. */
  int unstableDirections(double[] h) {
    int[] active = new int[hidden];
    int count = 0;
    for (int i = 0; i < hidden; i++) {
      double sum = 0;
      for (int j = 0; j < hidden; j++) {
        sum += w[i * hidden + j] * h[j];
      }
      if (sum > 0) {
        active[count++] = i;
      }
    }
    double[] part = new double[count * count]; // rows of silent neurons add zeros alone
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        part[i * count + j] = w[active[i] * hidden + active[j]];
      }
    }
    int unstable = 0;
    for (double modulus : moduli(part, count)) {
      unstable += modulus > 1 ? 1 : 0;
    }
    return unstable;
  }

  private static double[] moduli(double[] matrix, int n) {
    if (n == 0) {
      return new double[0];
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, false);
    if (!eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone()))) {
      throw new ArithmeticException("the eigenvalues of the recurrent weights do not converge");
    }
    double[] moduli = new double[n];
    for (int i = 0; i < n; i++) {
      moduli[i] = eigen.getEigenvalue(i).getMagnitude();
    }
    return moduli;
  }
}
