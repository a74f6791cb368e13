package offprint.papers.mcmcbridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.harness.Part;
import offprint.kernels.markov.Replicas;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Tracer;

/**
 * Metropolis light transport over the primary samples of paths: chains whose target is the
 * luminance of the path. Brightness comes from independent paths alone: those of the bootstrap and
 * the large steps.
 *
 * @param bootstrap independent paths that chains start from; they count as paths
 * @param chains run side by side
 */
record LightTransport(Shot shot, Mutation mutation, int bootstrap, int chains, Part.Counter paths) {
  private static final RandomGeneratorFactory<RandomGenerator> STREAMS =
      RandomGeneratorFactory.of("Xoshiro256PlusPlus");
  private static final int BATCH = 500;
  private static final long MOST_NUMBERS = 100_000_000;

  /** Luminance of paths that were drawn independently. */
  private record Independent(double sum, long count) {
    double mean() {
      return sum / count;
    }

    Independent plus(Independent other) {
      return new Independent(sum + other.sum, count + other.count);
    }
  }

  /** A chain at one moment. */
  private record State(Film film, Independent large) {}

  /**
   * @throws IllegalArgumentException if there are too few paths, the chains' images do not fit into
   *     memory or no path of the bootstrap found light
   */
  Exposures render(int pathsPerPixel, RandomGenerator seeds) {
    long total = (long) pathsPerPixel * shot.pixels();
    if (3L * shot.pixels() * chains > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "width times height times chains must be at most %,d for pssmlt: got %d x %d x %d"
              .formatted(MOST_NUMBERS / 3, shot.width(), shot.height(), chains));
    }
    if (total < 2L * chains) {
      throw new IllegalArgumentException(
          "paths times width times height must be at least twice the %d chains: got %d"
              .formatted(chains, total));
    }
    int draws = (int) Math.min(bootstrap, total / 2);
    long seed = seeds.nextLong();
    double[] luminance = bootstrap(draws, seed);
    Independent start = new Independent(Arrays.stream(luminance).sum(), draws);
    if (!(start.sum > 0)) {
      throw new IllegalArgumentException(
          "bootstrap must find light: none of %,d paths did; raise it, or take method path"
              .formatted(draws));
    }
    int[] origin = origins(luminance, seeds);
    List<Integer> moments = Exposures.upTo(pathsPerPixel, 3L * shot.pixels() * chains);
    moments.removeIf(m -> (long) m * shot.pixels() < draws + chains);
    long[] mutations = moments.stream().mapToLong(m -> (long) m * shot.pixels() - draws).toArray();
    List<List<State>> runs =
        Replicas.run(
            chains,
            seeds,
            (c, random) -> new Chain(path(seed, origin[c]), start.mean(), random).run(mutations));
    List<RadianceImage> images = new ArrayList<>();
    for (int m = 0; m < moments.size(); m++) {
      images.add(image(runs, m, start));
    }
    return new Exposures(moments, images);
  }

  private RadianceImage image(List<List<State>> runs, int moment, Independent start) {
    Film film = new Film(shot.width(), shot.height());
    Independent all = start;
    for (List<State> run : runs) {
      film.add(run.get(moment).film);
      all = all.plus(run.get(moment).large);
    }
    double mean = Arrays.stream(film.image(1).luminance()).average().orElseThrow();
    return film.image(all.mean() / mean);
  }

  /** The point of the cube of one bootstrap path, from the seed and its number. */
  private double[] path(long seed, int number) {
    RandomGenerator random = STREAMS.create(seed + number);
    double[] u = new double[shot.coordinates()];
    Arrays.setAll(u, _ -> random.nextDouble());
    return u;
  }

  private double[] bootstrap(int draws, long seed) {
    Tracer tracer = shot.tracer();
    double[] luminance = new double[draws];
    for (int n = 0; n < draws; n++) {
      tracer.trace(path(seed, n));
      luminance[n] = tracer.luminance();
      if (n % BATCH == 0) {
        paths.add(Math.min(BATCH, draws - n));
      }
    }
    return luminance;
  }

  /** Where chains start: drawn with probability proportional to luminance. */
  private int[] origins(double[] luminance, RandomGenerator random) {
    double[] cumulative = luminance.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    int[] origin = new int[chains];
    for (int c = 0; c < chains; c++) {
      double wanted = random.nextDouble() * cumulative[cumulative.length - 1];
      int at = Arrays.binarySearch(cumulative, wanted);
      origin[c] = at < 0 ? -at - 1 : at + 1;
      while (luminance[origin[c]] == 0) {
        origin[c]++;
      }
    }
    return origin;
  }

  /** One chain and its film. */
  private final class Chain {
    private final Tracer tracer = shot.tracer();
    private final Film film = new Film(shot.width(), shot.height());
    private final RandomGenerator random;
    private final double b;
    private double[] u;
    private double[] w;
    private int pixel;
    private double red;
    private double green;
    private double blue;
    private double luminance;
    private double waiting;
    private long largeSteps;
    private double largeLight;

    Chain(double[] start, double b, RandomGenerator random) {
      this.u = start;
      this.w = new double[start.length];
      this.b = b;
      this.random = random;
      tracer.trace(u);
      take();
    }

    private void take() {
      pixel = tracer.pixel();
      red = tracer.red();
      green = tracer.green();
      blue = tracer.blue();
      luminance = tracer.luminance();
    }

    /** The chain's state after its share of each number of mutations. */
    List<State> run(long[] mutations) {
      List<State> states = new ArrayList<>();
      long done = 0;
      for (long until : mutations) {
        long share = until / chains;
        while (done < share) {
          long batch = Math.min(BATCH, share - done);
          for (long t = 0; t < batch; t++) {
            step();
          }
          done += batch;
          paths.add(batch);
        }
        flush();
        states.add(new State(film.copy(), new Independent(largeLight, largeSteps)));
      }
      return states;
    }

    private void step() {
      boolean large = random.nextDouble() < mutation.largeStep();
      if (large) {
        for (int i = 0; i < w.length; i++) {
          w[i] = random.nextDouble();
        }
      } else {
        mutation.small(u, w, random);
      }
      tracer.trace(w);
      double proposed = tracer.luminance();
      if (large) {
        largeSteps++;
        largeLight += proposed;
      }
      double acceptance = Math.min(1, proposed / luminance);
      if (proposed > 0) {
        film.add(tracer, mutation.proposed(acceptance, large, proposed, b));
      }
      waiting += mutation.current(acceptance, luminance, b);
      if (random.nextDouble() < acceptance) {
        flush();
        take();
        double[] before = u;
        u = w;
        w = before;
      }
    }

    /** Adds the light of the current point for all the steps it has waited. */
    private void flush() {
      film.add(pixel, red, green, blue, waiting);
      waiting = 0;
    }
  }
}
