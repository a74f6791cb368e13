package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not known to be whole yet, since reading all of a large index takes minutes. */
@Timeout(180)
class IndexUpdaterTest {
  private static final int PAPERS = 50;
  private static final int SLOWLY = 1; // byte a step, so that only a suspicion ends it
  private static final IndexPosition START =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);
  private static final IndexPosition END =
      new IndexPosition(0, new IndexPosition.Mark(1, PAPERS), IndexPosition.Mark.START);

  @TempDir Path shared;
  private Path folder;

  private static final class Papers implements IndexUpdater.Source {
    @Override
    public IndexPosition start() {
      return START;
    }

    @Override
    public boolean knows(IndexPosition indexPosition) {
      return true;
    }

    @Override
    public IndexUpdater.Batch after(IndexPosition indexPosition) {
      return indexPosition.equals(START)
          ? new IndexUpdater.Batch(
              IntStream.range(0, PAPERS)
                  .mapToObj(i -> SearchDocument.of(Integer.toString(i), "Walk", "On a graph."))
                  .toList(),
              END)
          : new IndexUpdater.Batch(List.of(), indexPosition);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000); // until the time is up
    }
  }

  @BeforeEach
  void fill() {
    folder = shared.resolve("index");
    try (IndexUpdater indexUpdater = new IndexUpdater(folder, new Papers())) {
      indexUpdater.start();
      await(indexUpdater::isComplete);
    }
  }

  private static Object failing(IndexUpdater indexUpdater) {
    return indexUpdater.search(
        _ -> {
          throw new IllegalStateException("what wrong bytes lead to");
        });
  }

  @Test
  void aFaultIsTakenForDamageUntilTheIndexIsKnownToBeWhole() {
    try (IndexUpdater indexUpdater = new IndexUpdater(folder, new Papers(), SLOWLY)) {
      indexUpdater.start();
      await(indexUpdater::isComplete);
      assertThat(failing(indexUpdater)).isNull();
      await(
          () -> {
            try {
              return failing(indexUpdater) != null;
            } catch (IllegalStateException _) {
              return true;
            }
          });
      assertThatThrownBy(() -> failing(indexUpdater)).hasMessageContaining("wrong bytes");
      assertThat(indexUpdater.changes()).as("made again").isZero();
    }
  }

  @Test
  void anIndexThatIsSuspectedIsReadAtOnce() throws IOException {
    Path largest;
    try (Stream<Path> files = Files.list(folder)) {
      largest = files.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
    try (RandomAccessFile data = new RandomAccessFile(largest.toFile(), "rw")) {
      data.seek(data.length() / 2);
      int there = data.read();
      data.seek(data.length() / 2);
      data.write(~there);
    }
    try (IndexUpdater indexUpdater = new IndexUpdater(folder, new Papers(), SLOWLY)) {
      indexUpdater.start();
      await(indexUpdater::isComplete);
      assertThat(indexUpdater.changes()).as("not read yet").isZero();
      failing(indexUpdater);
      await(() -> indexUpdater.changes() == PAPERS);
    }
  }
}
