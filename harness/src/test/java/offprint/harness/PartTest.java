package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
  @TempDir Path folder;

  @Test
  void partsOfPartsFillTheirShareOfTheRun() {
    FolderRun run = new FolderRun(folder);
    Part half = Part.of(run, 0.5, 1, "training");
    half.step(1, 2, "seed 2").progress(0.5, "epoch 1");
    assertThat(run.fractions.getLast()).isCloseTo(0.875, Offset.offset(1e-12));
    assertThat(run.stages.getLast()).isEqualTo("training: seed 2: epoch 1");
    half.point("loss", 1, 2);
    assertThat(run.curves.getLast()).isEqualTo("training: loss");
  }

  @Test
  void lastReportIsRepeatedAsItWas() {
    FolderRun run = new FolderRun(folder);
    Part half = Part.of(run, 0, 0.5, "");
    half.progress(0.5, "epoch 1");
    half.repeat();
    assertThat(run.fractions).containsExactly(0.25, 0.25);
    assertThat(run.stages).containsExactly("epoch 1", "epoch 1");
  }

  @Test
  void counterCountsOnAllThreads() {
    FolderRun run = new FolderRun(folder);
    Object lock = new Object();
    Part.Counter counter = Part.of(run, 0, 1, "").counter(1000, "hops");
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              synchronized (lock) {
                counter.run();
              }
            });
    assertThat(run.fractions).hasSize(1000).isSorted();
    assertThat(run.fractions.getLast()).isEqualTo(1);
  }

  @Test
  void aPartLiesInsideTheRun() {
    assertThatThrownBy(() -> Part.of(new FolderRun(folder), 0.5, 1.5, ""))
        .hasMessage("a part must lie in [0, 1]: got 0.5 to 1.5");
  }
}
