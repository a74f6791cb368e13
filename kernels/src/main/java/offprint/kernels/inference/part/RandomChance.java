package offprint.kernels.inference.part;

import java.util.random.RandomGenerator;

/** Pseudo-random numbers: a SplitMix64 generator whose streams are split off by number. */
public final class RandomChance implements Chance<Double>, RandomGenerator {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long key;
  private long state;

  public RandomChance(long key) {
    this.key = key;
    this.state = mix(key);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  private double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public Double coordinate(int depth) {
    return uniform();
  }

  @Override
  public Point<Double> point() {
    double u = uniform();
    return threshold -> u < threshold;
  }

  @Override
  public int index(int count) {
    return (int) (uniform() * count);
  }

  @Override
  public RandomChance stream(long number) {
    return new RandomChance(mix(key + (number + 1) * GOLDEN) + number);
  }
}
