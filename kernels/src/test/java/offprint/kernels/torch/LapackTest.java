package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

class LapackTest {
  private static double[] random(int size) {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[size];
    Arrays.setAll(values, _ -> random.nextGaussian());
    return values;
  }

  private static double[] sorted(DMatrixRMaj matrix) {
    var svd = DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, false);
    assertThat(svd.decompose(matrix)).isTrue();
    return Arrays.stream(svd.getSingularValues())
        .boxed()
        .sorted(Comparator.reverseOrder())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  @Test
  void singularValuesAgreeWithAnotherLibrary() {
    for (int[] shape : new int[][] {{7, 4}, {4, 7}, {50, 50}, {1, 5}}) {
      double[] a = random(shape[0] * shape[1]);
      double[] expected = sorted(new DMatrixRMaj(shape[0], shape[1], true, a.clone()));
      for (boolean vectors : new boolean[] {false, true}) {
        double[] found = Lapack.singularValues(a, shape[0], shape[1], vectors);
        assertThat(found).hasSize(Math.min(shape[0], shape[1]));
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i]).isCloseTo(expected[i], within(1e-12 * expected[0]));
        }
      }
    }
  }

  @Test
  void eigenvaluesOfAGramMatrixAreSquaredSingularValues() {
    int rows = 30;
    int columns = 12;
    double[] a = random(rows * columns);
    DMatrixRMaj product = new DMatrixRMaj(columns, columns);
    CommonOps_DDRM.multInner(new DMatrixRMaj(rows, columns, true, a.clone()), product);
    double[] gram = product.getData();
    double[] eigen = Lapack.eigenvalues(gram, columns);
    double[] singular = Lapack.singularValues(a, rows, columns, false);
    for (int i = 0; i < columns; i++) {
      assertThat(eigen[columns - 1 - i])
          .isCloseTo(singular[i] * singular[i], within(1e-12 * singular[0] * singular[0]));
    }
    assertThat(Lapack.eigenvalues(new double[] {2, 1, 1, 2}, 2)).containsExactly(1, 3);
  }

  @Test
  void notANumberIsRefused() {
    assertThatThrownBy(() -> Lapack.singularValues(new double[] {1, Double.NaN, 3, 4}, 2, 2, false))
        .isInstanceOf(ArithmeticException.class);
  }
}
