package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;

/**
 * Functions X_1 … X_n of a finite variable X whose states are 0 … m - 1, each of positive mass.
 *
 * @param names of the functions
 * @param parts the functions as partitions of the states
 * @param law of X
 */
record Components(List<String> names, List<Partition> parts, StateLaw law) {
  Components {
    names = List.copyOf(names);
    parts = List.copyOf(parts);
  }

  /** Number m of states of X. */
  int states() {
    return law.states();
  }

  /** Number n of functions. */
  int count() {
    return parts.size();
  }

  /** H(X), bits. */
  double entropyBits() {
    return law.entropyBits(Partition.identity(states()));
  }

  /** X_1 v … v X_n. */
  Partition join() {
    Partition join = Partition.constant(states());
    for (Partition part : parts) {
      join = join.join(part);
    }
    return join;
  }

  /** Without the function at {@code index}. */
  Components without(int index) {
    List<String> fewerNames = new ArrayList<>(names);
    List<Partition> fewer = new ArrayList<>(parts);
    fewerNames.remove(index);
    fewer.remove(index);
    return new Components(fewerNames, fewer, law);
  }

  /** Functions are added one by one, named and valued. */
  static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<Partition> parts = new ArrayList<>();
    private final StateLaw law;

    Builder(StateLaw law) {
      this.law = law;
    }

    Builder add(String name, IntUnaryOperator value) {
      int[] values = new int[law.states()];
      Arrays.setAll(values, value);
      names.add(name);
      parts.add(Partition.of(values));
      return this;
    }

    Components build() {
      return new Components(names, parts, law);
    }
  }
}
