package offprint.kernels.combinatorics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetPartitionsTest {
  @Test
  void thereAreBellManyAndNoneTwice() {
    int[] bell = {1, 2, 5, 15, 52, 203, 877, 4140, 21147};
    for (int n = 1; n <= bell.length; n++) {
      Set<String> seen = new HashSet<>();
      int all = (1 << n) - 1;
      SetPartitions.forEach(
          n,
          (block, count) -> {
            int[] blocks = Arrays.copyOf(block, count);
            assertThat(Arrays.stream(blocks).sum()).isEqualTo(all);
            assertThat(Arrays.stream(blocks).allMatch(b -> b != 0)).isTrue();
            seen.add(Arrays.toString(blocks));
          });
      assertThat(seen).hasSize(bell[n - 1]);
    }
  }
}
