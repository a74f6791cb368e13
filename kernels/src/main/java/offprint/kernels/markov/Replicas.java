package offprint.kernels.markov;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Independent repetitions on all cores. Each has its own xoshiro256++ stream, seeded in order
 * before any starts, and results come in order, so they do not depend on the number of threads.
 */
public final class Replicas {
  private static final RandomGeneratorFactory<RandomGenerator> STREAMS =
      RandomGeneratorFactory.of("Xoshiro256PlusPlus");

  private Replicas() {}

  /** One repetition. */
  public interface Body<T> {
    T run(int replica, RandomGenerator random);
  }

  /**
   * @param seeds gives one seed a repetition
   * @throws RuntimeException the first that a repetition threw, as it was thrown
   */
  public static <T> List<T> run(int count, RandomGenerator seeds, Body<T> body) {
    long[] seed = seeds.longs(count).toArray();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    List<List<T>> results =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                r -> {
                  List<T> one = new ArrayList<>(1);
                  if (failure.get() == null) {
                    try {
                      one.add(body.run(r, STREAMS.create(seed[r])));
                    } catch (RuntimeException e) {
                      failure.compareAndSet(null, e);
                    }
                  }
                  return one;
                })
            .toList();
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
    return results.stream().flatMap(List::stream).toList();
  }
}
