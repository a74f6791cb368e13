package offprint.kernels.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
  private static final int SIZE = 3;
  private static final int[] SIZES = {4, 2, 5, 3};

  private final SplittableRandom random = new SplittableRandom(3);

  private int[][] index(int modes, int entries) {
    return Arrays.stream(SIZES, 0, modes)
        .mapToObj(size -> random.ints(entries, 0, size).toArray())
        .toArray(int[][]::new);
  }

  private double[][] vectors(int modes, int size) {
    return Arrays.stream(SIZES, 0, modes)
        .mapToObj(rows -> random.doubles((long) rows * size, -1, 1).toArray())
        .toArray(double[][]::new);
  }

  /** The Kronecker product of an entry's vectors, by its definition. */
  private static double[] z(int[][] index, double[][] vectors, int size, int n) {
    double[] z = {1};
    for (int k = 0; k < index.length; k++) {
      double[] longer = new double[z.length * size];
      for (int i = 0; i < longer.length; i++) {
        longer[i] = z[i / size] * vectors[k][index[k][n] * size + i % size];
      }
      z = longer;
    }
    return z;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void totalsAndGradientsAreThoseOfTheDefinition(int modes) {
    int entries = 20;
    int[][] index = index(modes, entries);
    double[][] vectors = vectors(modes, SIZE);
    KroneckerSums sums = new KroneckerSums(index, Arrays.copyOf(SIZES, modes));
    double[] weights = random.doubles(entries).toArray();
    double[] coefficients = random.doubles(KroneckerSums.power(SIZE, modes)).toArray();
    double[] expected = new double[coefficients.length];
    double[] values = new double[entries];
    for (int n = 0; n < entries; n++) {
      double[] z = z(index, vectors, SIZE, n);
      for (int i = 0; i < z.length; i++) {
        expected[i] += weights[n] * z[i];
        values[n] += coefficients[i] * z[i];
      }
    }
    assertThat(sums.total(vectors, SIZE, weights)).containsExactly(expected, within(1e-12));
    for (int k = 0; k < modes; k++) {
      int mode = k;
      double[] found = new double[entries];
      sums.gradients(
          coefficients,
          vectors,
          SIZE,
          mode,
          (n, gradient) -> {
            for (int s = 0; s < SIZE; s++) {
              found[n] += gradient[s] * vectors[mode][index[mode][n] * SIZE + s];
            }
          });
      assertThat(found).containsExactly(values, within(1e-12));
    }
  }

  @Test
  void pairsCarrySymmetricMatricesOnce() {
    SymmetricPairs pairs = new SymmetricPairs(2, 2);
    double[][] mean = {{0.3, -1}, {2, 0.5}};
    double[] none = new double[4];
    double[] first = pairs.secondMoments(mean[0], none);
    double[] second = pairs.secondMoments(mean[1], none);
    double[] products = new double[9];
    for (int i = 0; i < 9; i++) {
      products[i] = first[i / 3] * second[i % 3];
    }
    double[] whole = pairs.matrix(products);
    double[] matrix = random.doubles(16).toArray();
    double direct = 0;
    double packed = 0;
    for (int i = 0; i < 16; i++) {
      int row = i / 4;
      int column = i % 4;
      double z = mean[0][row / 2] * mean[1][row % 2];
      assertThat(whole[i]).isCloseTo(z * mean[0][column / 2] * mean[1][column % 2], within(1e-14));
      direct += matrix[i] * whole[i];
    }
    double[] coefficients = pairs.coefficients(matrix);
    for (int i = 0; i < 9; i++) {
      packed += coefficients[i] * products[i];
    }
    assertThat(packed).isCloseTo(direct, within(1e-13));
  }

  /** Both decompositions fill in the unseen half of a tensor of rank 2. */
  @Test
  void decompositionsFindTheTensorBehindScatteredEntries() {
    int[] sizes = {8, 9, 10};
    double[][] factors =
        Arrays.stream(sizes)
            .mapToObj(size -> random.doubles(2L * size, 0.2, 1.2).toArray())
            .toArray(double[][]::new);
    int[][] all = new int[3][720];
    double[] values = new double[720];
    for (int n = 0; n < 720; n++) {
      all[0][n] = n / 90;
      all[1][n] = n / 10 % 9;
      all[2][n] = n % 10;
      for (int r = 0; r < 2; r++) {
        double product = 1;
        for (int k = 0; k < 3; k++) {
          product *= factors[k][all[k][n] * 2 + r];
        }
        values[n] += product;
      }
    }
    int[] seen = random.ints(360, 0, 720).toArray();
    int[][] index = new int[3][];
    for (int k = 0; k < 3; k++) {
      int[] mode = all[k];
      index[k] = Arrays.stream(seen).map(n -> mode[n]).toArray();
    }
    SparseTensor tensor =
        new SparseTensor(index, sizes, Arrays.stream(seen).mapToDouble(n -> values[n]).toArray());
    double[] cp = CpAls.fit(tensor, 2, 1e-6, 200, random, () -> {}).predict(all);
    double[] tucker = TuckerAls.fit(tensor, 2, 1e-6, 200, random, () -> {}).predict(all);
    for (int n = 0; n < 720; n++) {
      assertThat(cp[n]).isCloseTo(values[n], within(0.01));
      assertThat(tucker[n]).isCloseTo(values[n], within(0.03));
    }
  }

  @Test
  void aSizeOfOneIsOnePair() {
    SymmetricPairs one = new SymmetricPairs(1, 3);
    assertThat(one.coefficients(new double[] {5})).containsExactly(5);
    assertThat(one.matrix(new double[] {7})).containsExactly(7);
  }

  @Test
  void wrongIndicesAreNamed() {
    assertThatThrownBy(
            () -> new SparseTensor(new int[][] {{0, 3}}, new int[] {3}, new double[] {1, 2}))
        .hasMessage("an index of mode 1 must be 0 to 2: got 3");
  }
}
