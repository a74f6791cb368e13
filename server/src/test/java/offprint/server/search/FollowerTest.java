package offprint.server.search;

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
class FollowerTest {
  private static final int PAPERS = 50;
  private static final int SLOWLY = 1; // byte a step, so that only a suspicion ends it
  private static final Position START = new Position(0, Position.Mark.START, Position.Mark.START);
  private static final Position END =
      new Position(0, new Position.Mark(1, PAPERS), Position.Mark.START);

  @TempDir Path shared;
  private Path folder;

  private static final class Papers implements Follower.Source {
    @Override
    public Position start() {
      return START;
    }

    @Override
    public boolean knows(Position position) {
      return true;
    }

    @Override
    public Follower.Batch after(Position position) {
      return position.equals(START)
          ? new Follower.Batch(
              IntStream.range(0, PAPERS)
                  .mapToObj(i -> SearchDocument.of(Integer.toString(i), "Walk", "On a graph."))
                  .toList(),
              END)
          : new Follower.Batch(List.of(), position);
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
    try (Follower follower = new Follower(folder, new Papers())) {
      follower.start();
      await(follower::isComplete);
    }
  }

  private static Object failing(Follower follower) {
    return follower.search(
        _ -> {
          throw new IllegalStateException("what wrong bytes lead to");
        });
  }

  @Test
  void aFaultIsTakenForDamageUntilTheIndexIsKnownToBeWhole() {
    try (Follower follower = new Follower(folder, new Papers(), SLOWLY)) {
      follower.start();
      await(follower::isComplete);
      assertThat(failing(follower)).isNull();
      await(
          () -> {
            try {
              return failing(follower) != null;
            } catch (IllegalStateException _) {
              return true;
            }
          });
      assertThatThrownBy(() -> failing(follower)).hasMessageContaining("wrong bytes");
      assertThat(follower.changes()).as("made again").isZero();
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
    try (Follower follower = new Follower(folder, new Papers(), SLOWLY)) {
      follower.start();
      await(follower::isComplete);
      assertThat(follower.changes()).as("not read yet").isZero();
      failing(follower);
      await(() -> follower.changes() == PAPERS);
    }
  }
}
