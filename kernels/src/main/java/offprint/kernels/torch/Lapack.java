package offprint.kernels.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Spectra by the LAPACK inside torch's native library, which DJL does not offer; by EJML where the
 * library does not export it.
 */
public final class Lapack {
  private static final Optional<MethodHandle> DSYEVD = find("dsyevd_", 11);
  private static final Optional<MethodHandle> DGESDD = find("dgesdd_", 14);

  private Lapack() {}

  @SuppressWarnings("restricted") // native routines are called through their Fortran interface
  private static Optional<MethodHandle> find(String name, int arguments) {
    Session.open().close(); // loads the library
    MemoryLayout[] pointers = new MemoryLayout[arguments];
    Arrays.fill(pointers, ADDRESS);
    return SymbolLookup.loaderLookup()
        .find(name)
        .map(f -> Linker.nativeLinker().downcallHandle(f, FunctionDescriptor.ofVoid(pointers)));
  }

  /** Whether the native routines are there. */
  public static boolean isNative() {
    return DSYEVD.isPresent() && DGESDD.isPresent();
  }

  /**
   * Eigenvalues of a symmetric matrix.
   *
   * @param matrix [n × n]
   * @return ascending
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static double[] eigenvalues(double[] matrix, int n) {
    if (DSYEVD.isEmpty()) {
      return ejmlEigenvalues(matrix, n);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocateFrom(JAVA_DOUBLE, matrix);
      MemorySegment w = arena.allocate(JAVA_DOUBLE, n);
      MemorySegment size = arena.allocateFrom(JAVA_INT, n);
      int workSize = 2 * n + 1;
      call(
          DSYEVD.get(),
          arena,
          arena.allocateFrom(JAVA_BYTE, (byte) 'N'),
          arena.allocateFrom(JAVA_BYTE, (byte) 'U'),
          size,
          a,
          size,
          w,
          arena.allocate(JAVA_DOUBLE, workSize),
          arena.allocateFrom(JAVA_INT, workSize),
          arena.allocate(JAVA_INT, 1),
          arena.allocateFrom(JAVA_INT, 1));
      return w.toArray(JAVA_DOUBLE);
    }
  }

  private static double[] ejmlEigenvalues(double[] matrix, int n) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
    if (!eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone()))) {
      throw new ArithmeticException("the eigenvalues do not converge");
    }
    double[] values = new double[n];
    Arrays.setAll(values, i -> eigen.getEigenvalue(i).getReal());
    Arrays.sort(values);
    return values;
  }

  /**
   * Singular values of a matrix.
   *
   * @param matrix [rows × columns]
   * @param vectors also compute the singular vectors, and throw them away: for timing
   * @return min(rows, columns) values, descending
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static double[] singularValues(double[] matrix, int rows, int columns, boolean vectors) {
    if (DGESDD.isEmpty()) {
      return ejmlSingularValues(matrix, rows, columns, vectors);
    }
    int m = columns; // row-major is column-major of the transpose
    int n = rows;
    int least = Math.min(m, n);
    int most = Math.max(m, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = arena.allocate(JAVA_DOUBLE, least);
      int workSize = Math.addExact(4 * least * (least + 2), 34 * most);
      call(
          DGESDD.get(),
          arena,
          arena.allocateFrom(JAVA_BYTE, (byte) (vectors ? 'S' : 'N')),
          arena.allocateFrom(JAVA_INT, m),
          arena.allocateFrom(JAVA_INT, n),
          arena.allocateFrom(JAVA_DOUBLE, matrix),
          arena.allocateFrom(JAVA_INT, m),
          s,
          arena.allocate(JAVA_DOUBLE, vectors ? (long) m * least : 1),
          arena.allocateFrom(JAVA_INT, m),
          arena.allocate(JAVA_DOUBLE, vectors ? (long) least * n : 1),
          arena.allocateFrom(JAVA_INT, least),
          arena.allocate(JAVA_DOUBLE, workSize),
          arena.allocateFrom(JAVA_INT, workSize),
          arena.allocate(JAVA_INT, 8L * least));
      return s.toArray(JAVA_DOUBLE);
    }
  }

  /**
   * A = U diag(values) Vᵀ with least = min(rows, columns) triplets.
   *
   * @param left U [rows × least]
   * @param values descending [least]
   * @param right Vᵀ [least × columns]
   */
  public record Svd(double[] left, double[] values, double[] right) {}

  /**
   * Singular values and vectors of a matrix.
   *
   * @param matrix [rows × columns]
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static Svd svd(double[] matrix, int rows, int columns) {
    if (DGESDD.isEmpty()) {
      return EjmlSvd.svd(matrix, rows, columns);
    }
    int least = Math.min(rows, columns);
    int most = Math.max(rows, columns);
    try (Arena arena = Arena.ofConfined()) { // row-major is column-major of the transpose
      MemorySegment s = arena.allocate(JAVA_DOUBLE, least);
      MemorySegment right = arena.allocate(JAVA_DOUBLE, (long) columns * least);
      MemorySegment left = arena.allocate(JAVA_DOUBLE, (long) least * rows);
      int workSize = Math.addExact(4 * least * (least + 2), 34 * most);
      call(
          DGESDD.get(),
          arena,
          arena.allocateFrom(JAVA_BYTE, (byte) 'S'),
          arena.allocateFrom(JAVA_INT, columns),
          arena.allocateFrom(JAVA_INT, rows),
          arena.allocateFrom(JAVA_DOUBLE, matrix),
          arena.allocateFrom(JAVA_INT, columns),
          s,
          right,
          arena.allocateFrom(JAVA_INT, columns),
          left,
          arena.allocateFrom(JAVA_INT, least),
          arena.allocate(JAVA_DOUBLE, workSize),
          arena.allocateFrom(JAVA_INT, workSize),
          arena.allocate(JAVA_INT, 8L * least));
      return new Svd(left.toArray(JAVA_DOUBLE), s.toArray(JAVA_DOUBLE), right.toArray(JAVA_DOUBLE));
    }
  }

  private static double[] ejmlSingularValues(
      double[] matrix, int rows, int columns, boolean vectors) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(rows, columns, vectors, vectors, true);
    if (!svd.decompose(new DMatrixRMaj(rows, columns, true, matrix.clone()))) {
      throw new ArithmeticException("the singular values do not converge");
    }
    double[] values = Arrays.copyOf(svd.getSingularValues(), Math.min(rows, columns));
    Arrays.sort(values);
    for (int i = 0; i < values.length / 2; i++) {
      double swap = values[i];
      values[i] = values[values.length - 1 - i];
      values[values.length - 1 - i] = swap;
    }
    return values;
  }

  private static void call(MethodHandle routine, Arena arena, MemorySegment... arguments) {
    MemorySegment info = arena.allocateFrom(JAVA_INT, 0);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1, Object[].class);
    all[arguments.length] = info;
    try {
      routine.invokeWithArguments(all);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native routine throws nothing checked", e);
    }
    int result = info.get(JAVA_INT, 0);
    if (result != 0) {
      throw new ArithmeticException("LAPACK does not converge: it returns " + result);
    }
  }
}
