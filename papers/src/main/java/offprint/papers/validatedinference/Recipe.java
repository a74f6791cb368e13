package offprint.papers.validatedinference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Resample;
import offprint.kernels.inference.part.Resampling;
import offprint.kernels.inference.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as a reader writes it, such as {@code smc(n=1000, resampler=systematic, ess=0.5)}.
 *
 * @param particles of the population; of the inner one for pmmh and smc2
 * @param outer particles over parameters, for smc2
 * @param ess resample below this share of the particles; 1: always
 * @param moves after each resampling
 * @param every number of scores between two resamplings of rmsmc, or of the outer population of
 *     smc2
 * @param steps of a chain, of which the first {@code burn} are dropped and each {@code thin}-th is
 *     kept
 */
record Recipe(
    Kind kind,
    int particles,
    int outer,
    Resampling resampler,
    double ess,
    int moves,
    int every,
    int steps,
    int burn,
    int thin) {
  private static final double ALWAYS = 2;

  /** What a recipe makes, and the settings it has. */
  enum Kind {
    IS("n"),
    SMC("n resampler ess"),
    MH("steps burn thin"),
    RMSMC("n moves every resampler ess"),
    PMMH("steps burn thin n resampler ess"),
    SMC2("outer inner moves every resampler ess"),
    EXACT("");

    private final String settings;

    Kind(String settings) {
      this.settings = settings;
    }

    List<String> settings() {
      return settings.isEmpty() ? List.of() : List.of(settings.split(" "));
    }

    boolean isChain() {
      return this == MH || this == PMMH;
    }

    String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param parameter that gave the text
   * @throws IllegalArgumentException if the text is no pipeline or a setting is out of bounds
   */
  static Recipe parse(String parameter, String text) {
    String given = text.strip();
    String name = given.replaceFirst("\\(.*", "").strip();
    if (!given.matches("\\w+\\s*(\\([^()]*\\))?")
        || Stream.of(Kind.values()).noneMatch(k -> k.title().equals(name))) {
      throw new IllegalArgumentException(
          "%s must be one of %s, with settings as in smc(n=1000, ess=0.5): got %s"
              .formatted(
                  parameter,
                  Arrays.stream(Kind.values()).map(Kind::title).collect(Collectors.joining(", ")),
                  text));
    }
    Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
    Settings settings = new Settings(parameter, kind, given);
    int steps = settings.whole("steps", 20_000, 1, 10_000_000);
    Recipe recipe =
        new Recipe(
            kind,
            settings.whole(kind == Kind.SMC2 ? "inner" : "n", inner(kind), 1, 1_000_000),
            settings.whole("outer", 100, 1, 100_000),
            settings.resampler(),
            settings.number("ess", kind == Kind.RMSMC ? 1 : 0.5),
            settings.whole("moves", 5, 0, 1_000),
            settings.whole("every", kind == Kind.SMC2 ? 10 : 1, 1, 100_000),
            steps,
            settings.whole("burn", steps / 10, 0, steps - 1),
            settings.whole("thin", Math.max(1, steps / 2_000), 1, steps));
    settings.requireNoOthers();
    return recipe;
  }

  private static int inner(Kind kind) {
    return kind == Kind.PMMH || kind == Kind.SMC2 ? 100 : kind == Kind.IS ? 10_000 : 1_000;
  }

  private static final class Settings {
    private final String parameter;
    private final Kind kind;
    private final Map<String, String> values = new HashMap<>();

    Settings(String parameter, Kind kind, String text) {
      this.parameter = parameter;
      this.kind = kind;
      int open = text.indexOf('(');
      String inside = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
      for (String setting : inside.split("[,;]")) {
        if (!setting.isBlank()) {
          String[] sides = setting.split("=", 2);
          String name = sides.length == 1 ? "n" : sides[0].strip();
          values.put(name, sides[sides.length - 1].strip());
        }
      }
    }

    /** The text of a setting; null if it is not given, or is none of this kind. */
    private @Nullable String taken(String name) {
      return kind.settings().contains(name) ? values.remove(name) : null;
    }

    private IllegalArgumentException wrong(String name, String rule, String value) {
      return new IllegalArgumentException(
          "%s: %s must be %s: got %s".formatted(parameter, name, rule, value));
    }

    int whole(String name, int otherwise, int least, int most) {
      String value = taken(name);
      if (value == null) {
        return otherwise;
      }
      double number = parse(name, value);
      if (number != Math.rint(number) || number < least || number > most) {
        throw wrong(name, "a whole number from %,d to %,d".formatted(least, most), value);
      }
      return (int) number;
    }

    double number(String name, double otherwise) {
      String value = taken(name);
      if (value == null) {
        return otherwise;
      }
      double number = parse(name, value);
      if (!(number >= 0 && number <= 1)) {
        throw wrong(name, "from 0 to 1", value);
      }
      return number;
    }

    private double parse(String name, String value) {
      try {
        return Double.parseDouble(value);
      } catch (NumberFormatException _) {
        throw wrong(name, "a number", value);
      }
    }

    Resampling resampler() {
      if (kind == Kind.MH && values.containsKey("resampler")) {
        throw new IllegalArgumentException(
            "%s: resampling needs a population, and mh has a single run: use smc or rmsmc"
                .formatted(parameter));
      }
      String value = taken("resampler");
      if (value == null) {
        return Resampling.SYSTEMATIC;
      }
      return Stream.of(Resampling.values())
          .filter(r -> r.name().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () -> wrong("resampler", "multinomial, systematic, stratified or residual", value));
    }

    void requireNoOthers() {
      for (String name : values.keySet()) {
        throw new IllegalArgumentException(
            "%s: %s has no setting %s: it has %s"
                .formatted(
                    parameter,
                    kind.title(),
                    name,
                    kind.settings().isEmpty() ? "none" : String.join(", ", kind.settings())));
      }
    }
  }

  Recipe withMoves(int changed) {
    return new Recipe(kind, particles, outer, resampler, ess, changed, every, steps, burn, thin);
  }

  double threshold() {
    return ess == 1 ? ALWAYS : ess;
  }

  /** The population pipeline, which for pmmh and smc2 is the inner one. */
  <W, A> Pipeline<W, A> pipeline(Program<W, A> program, int count, int cycles) {
    return switch (kind) {
      case IS, MH, EXACT -> Pipeline.importance(program, count);
      case SMC, PMMH, SMC2 ->
          Pipeline.smc(program, count, Resample.by(resampler), threshold(), cycles);
      case RMSMC -> resampleMove(program, count, cycles);
    };
  }

  <W, A> Pipeline<W, A> resampleMove(Program<W, A> program, int count, int cycles) {
    return Pipeline.resampleMove(
            program,
            count,
            Resample.by(resampler),
            kind == Kind.SMC2 ? ALWAYS : threshold(),
            Acceptance.METROPOLIS,
            moves,
            cycles)
        .every(every);
  }

  /** The pipeline as it is written, with all its settings. */
  String text() {
    Map<String, Object> all = new HashMap<>();
    all.put("n", particles);
    all.put("inner", particles);
    all.put("outer", outer);
    all.put("resampler", resampler.name().toLowerCase(Locale.ROOT));
    all.put("ess", ess == Math.rint(ess) ? String.valueOf((int) ess) : String.valueOf(ess));
    all.put("moves", moves);
    all.put("every", every);
    all.put("steps", steps);
    all.put("burn", burn);
    all.put("thin", thin);
    return kind.settings().stream()
        .map(name -> name + "=" + all.get(name))
        .collect(Collectors.joining(", ", kind.title() + "(", ")"));
  }
}
