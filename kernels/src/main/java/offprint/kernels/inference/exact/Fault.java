package offprint.kernels.inference.exact;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.number.Weights;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Chance;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.Resample;
import offprint.kernels.inference.part.Resampling;
import offprint.kernels.inference.part.Trace;
import offprint.kernels.inference.program.Program;

/**
 * Parts with a mistake in them, as people make it: a validator that is worth its name finds all.
 */
public final class Fault {
  private Fault() {}

  /** Mistakes in resampling. */
  public enum Selection {
    WEIGHTS_ONE_OVER_N(
        "weights 1/N after resampling", new Resample(Resampling.MULTINOMIAL, Fault::oneOverN)),
    OLD_WEIGHTS(
        "old weights kept after resampling", new Resample(Resampling.MULTINOMIAL, Fault::kept)),
    ARGMAX("only the heaviest particle has descendants", Resample.by(Fault::heaviest)),
    UNSCALED_POINT("systematic points j/N + u instead of (j + u)/N", Resample.by(Fault::unscaled)),
    UNIFORM_ANCESTORS("ancestors drawn without regard to weights", Resample.by(Fault::uniform)),
    MEAN_OVER_SURVIVORS(
        "mean weight over particles of positive weight",
        new Resample(Resampling.MULTINOMIAL, Fault::overSurvivors));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // parts have no state
    private final Resample resample;

    Selection(String title, Resample resample) {
      this.title = title;
      this.resample = resample;
    }

    public String title() {
      return title;
    }

    public Resample resample() {
      return resample;
    }
  }

  /** Mistakes in accepting moves. */
  public enum Accepting {
    NO_LENGTHS("lengths n/m left out"),
    INVERTED_LENGTHS("lengths m/n instead of n/m"),
    INVERTED("inverted acceptance"),
    ALWAYS("every move accepted"),
    TEMPERED("square root of the ratio"),
    PRIOR_TWICE("prior counted twice"),
    LAST_SCORE_ONLY("only the last score used");

    private final String title;

    Accepting(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /**
     * The faulty acceptance.
     *
     * @param program that is moved
     * @param cells of its prior, for the fault that counts it twice
     */
    public Acceptance acceptance(Program<?, ?> program, Cells cells) {
      return switch (this) {
        case NO_LENGTHS -> Fault::noLengths;
        case INVERTED_LENGTHS -> Fault::invertedLengths;
        case INVERTED -> Fault::inverted;
        case ALWAYS -> Fault::always;
        case TEMPERED -> Fault::tempered;
        case PRIOR_TWICE -> new PriorTwice(cells);
        case LAST_SCORE_ONLY -> new LastScoreOnly(program);
      };
    }
  }

  /** Resampling to the largest weight where the mean belongs. */
  public static final Resample LARGEST_KEPT = new Resample(Resampling.MULTINOMIAL, Fault::largest);

  /** N times the largest weight where the sum belongs. */
  public static Rational largestAsEvidence(List<Rational> weights) {
    return Collections.max(weights).multiply(Rational.of(weights.size()));
  }

  private static <W> List<W> largest(List<W> before, int[] ancestors, Arithmetic<W> numbers) {
    Weights<W> weights = numbers.weights();
    W largest = weights.none();
    W total = weights.total(before);
    for (W weight : before) {
      boolean larger =
          weights.isNone(largest)
              || numbers.compare(weights.share(weight, total), weights.share(largest, total)) > 0;
      largest = larger ? weight : largest;
    }
    return Collections.nCopies(ancestors.length, largest);
  }

  private static <W> List<W> oneOverN(List<W> before, int[] ancestors, Arithmetic<W> numbers) {
    Weights<W> weights = numbers.weights();
    return Collections.nCopies(
        ancestors.length, weights.over(weights.one(), weights.of(numbers.of(ancestors.length))));
  }

  private static <W> List<W> kept(List<W> before, int[] ancestors, Arithmetic<W> numbers) {
    return Arrays.stream(ancestors).mapToObj(before::get).toList();
  }

  private static <W> List<W> overSurvivors(List<W> before, int[] ancestors, Arithmetic<W> numbers) {
    Weights<W> weights = numbers.weights();
    long survivors = before.stream().filter(w -> !weights.isNone(w)).count();
    return Collections.nCopies(
        ancestors.length, weights.over(weights.total(before), weights.of(numbers.of(survivors))));
  }

  private static <W> int[] heaviest(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
    int best = 0;
    for (int i = 1; i < shares.size(); i++) {
      best = numbers.compare(shares.get(i), shares.get(best)) > 0 ? i : best;
    }
    int[] ancestors = new int[shares.size()];
    Arrays.fill(ancestors, best);
    return ancestors;
  }

  private static <W> int[] uniform(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
    int[] ancestors = new int[shares.size()];
    Arrays.setAll(ancestors, _ -> chance.index(ancestors.length));
    return ancestors;
  }

  private static <W> int[] unscaled(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
    int n = shares.size();
    Chance.Point<W> u = chance.point();
    int[] ancestors = new int[n];
    for (int j = 0; j < n; j++) {
      W before = numbers.divide(numbers.of(j), numbers.of(n));
      W sum = shares.getFirst();
      int i = 0;
      while (i < n - 1 && !u.below(numbers.subtract(sum, before))) {
        i++;
        sum = numbers.add(sum, shares.get(i));
      }
      ancestors[j] = i;
    }
    return ancestors;
  }

  private static <W> W lengths(Particle<W, ?> over, Particle<W, ?> under, Arithmetic<W> numbers) {
    return numbers.divide(numbers.of(over.length()), numbers.of(under.length()));
  }

  private static <W, A> boolean noLengths(
      Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
    return Acceptance.below(then.density(), now.density(), numbers.of(1), numbers, chance);
  }

  private static <W, A> boolean invertedLengths(
      Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
    return Acceptance.below(
        then.density(), now.density(), lengths(then, now, numbers), numbers, chance);
  }

  private static <W, A> boolean inverted(
      Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
    return Acceptance.below(
        now.density(), then.density(), lengths(then, now, numbers), numbers, chance);
  }

  private static <W, A> boolean always(
      Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
    return true;
  }

  private static <W, A> boolean tempered(
      Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
    if (numbers.isExact()) {
      throw new IllegalArgumentException("a square root has no exact value: use calibrate");
    }
    Weights<W> weights = numbers.weights();
    double log = weights.log(then.density()) - weights.log(now.density());
    double ratio = Math.exp(0.5 * log) * now.length() / then.length();
    return chance.point().below(numbers.parse(Double.toString(Math.min(ratio, 2))));
  }

  private record PriorTwice(Cells cells) implements Acceptance {
    @Override
    public <W, A> boolean accepts(
        Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
      W prior = numbers.divide(this.<W>mass(then), this.<W>mass(now));
      W factor = numbers.multiply(prior, lengths(now, then, numbers));
      return Acceptance.below(then.density(), now.density(), factor, numbers, chance);
    }

    private <W> W mass(Particle<W, ?> particle) {
      Rational mass =
          cells.mass(Trace.numbers(particle.trace()).stream().map(Rational.class::cast).toList());
      @SuppressWarnings("unchecked") // cells belong to exact programs
      W number = (W) mass;
      return number;
    }
  }

  private record LastScoreOnly(Program<?, ?> program) implements Acceptance {
    @Override
    public <W, A> boolean accepts(
        Particle<W, A> now, Particle<W, A> then, Arithmetic<W> numbers, Chance<W> chance) {
      return Acceptance.below(
          last(then, numbers), last(now, numbers), lengths(now, then, numbers), numbers, chance);
    }

    @SuppressWarnings("unchecked") // the program that is moved
    private <W> W last(Particle<W, ?> particle, Arithmetic<W> numbers) {
      Program<W, ?> at = ((Program<W, ?>) program).head();
      Iterator<W> uniforms = Trace.numbers(particle.trace()).iterator();
      W last = numbers.weights().one();
      for (int scores = 0; scores < particle.stops() && !(at instanceof Program.Pure); ) {
        if (at instanceof Program.Score<W, ?> score) {
          last = score.weight();
          scores++;
          at = score.next().get().head();
        } else {
          at = drawn((Program.Sample<W, ?, ?>) at, uniforms);
        }
      }
      return last;
    }

    private static <W, X> Program<W, ?> drawn(
        Program.Sample<W, X, ?> sample, Iterator<W> uniforms) {
      return sample.next().apply(sample.law().draw(uniforms::next)).head();
    }
  }
}
