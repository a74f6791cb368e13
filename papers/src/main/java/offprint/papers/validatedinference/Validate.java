package offprint.papers.validatedinference;

import com.google.auto.service.AutoService;
import com.google.gson.GsonBuilder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.inference.exact.Cells;
import offprint.kernels.inference.exact.StateLimit;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.program.Program;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Computes the law of what parts of inference return in exact fractions and compares it with the
 * meaning of programs.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Validate implements Method<Validate.Params> {
  /** Parameters. */
  public record Params(
      @Param(
              label = "Pipeline",
              help =
                  "One to check, e.g. rmsmc(moves=1, every=2); empty: every part, right and faulty")
          String pipeline,
      @Param(
              label = "Model",
              help = "Text of a finite model to check on beside the suite; empty: the suite alone")
          String model,
      @Param(label = "Data", help = "Table for the model, if it reads one", advanced = true)
          Source data,
      @Param(label = "Particles", help = "N of populations", value = "2") @Min(1) @Max(4)
          int particles,
      @Param(label = "Moves", help = "Most moves of resample-move", value = "1") @Min(1) @Max(2)
          int moves,
      @Param(
              label = "States",
              help = "Most populations, paths or transitions of a check",
              value = "2000000",
              advanced = true)
          @Min(1_000)
          @Max(50_000_000)
          int maxStates) {}

  @Override
  public Card card() {
    return new Card(
        "validate",
        "Proves by exact enumeration that parts of inference return what a program means, and finds"
            + " the planted faults; takes your own finite model and pipeline.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "moves=2"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Part part = Part.of(run, 0, 1, "");
    StateLimit limit = new StateLimit(p.maxStates, part::repeat);
    Checks checks = new Checks(p.particles, limit);
    part.progress(0, "cutting draws into cells");
    List<Checks.Subject> subjects = new ArrayList<>(Checks.Subject.suite(limit));
    if (!p.model.isBlank()) {
      subjects.add(own(p, limit, out));
    }
    return p.pipeline.isBlank()
        ? everyPart(p, checks, subjects, part, out)
        : one(Recipe.parse("pipeline", p.pipeline), checks, subjects, part, out);
  }

  private static Checks.Subject own(Params p, StateLimit limit, Findings out) throws Exception {
    Bound bound = Bound.of(new Bound.Params(p.model, Source.NONE, p.data, List.of()), out);
    Map<String, List<Rational>> data = bound.data(Exact.NUMBERS);
    Program<Rational, Object> program =
        bound.model().program(Exact.NUMBERS, data).then(o -> Program.of(o.value()));
    Cells cells = Cells.of(program, limit);
    return new Checks.Subject(
        "your model",
        program,
        bound
            .model()
            .parametersFirst(Exact.NUMBERS, data)
            .then(rest -> Program.of(rest.then(o -> Program.of(o.value())))),
        cells,
        cells.scores());
  }

  private static Report one(
      Recipe recipe, Checks checks, List<Checks.Subject> subjects, Part part, Findings out)
      throws Exception {
    List<Checks.Line> lines = new ArrayList<>();
    for (Checks.Subject subject : subjects) {
      part.progress((double) lines.size() / subjects.size(), subject.name());
      lines.add(checks.recipe(recipe, subject));
      if (subject.scores() == 0 && !recipe.kind().isChain() && subject.name().startsWith("your")) {
        out.warning(
            "Your model has no score: its posterior is its prior, and all weights are equal.");
      }
    }
    int equal = (int) lines.stream().filter(Checks.Line::valid).count();
    out.table("Exact law against meaning", Checks.frame(lines))
        .csv("checks.csv", Checks.frame(lines));
    certificate(lines, checks, out);
    out.metric("equal", equal).metric("checks", lines.size());
    return out.answer(
        equal == lines.size()
            ? "%s returns the meaning of all %d programs, evidence included, to the last fraction with %s."
                .formatted(
                    recipe.text(), lines.size(), Wording.count(checks.particles(), "particle"))
            : "%s differs from the meaning of %s: see the first differing outcome of each."
                .formatted(
                    recipe.text(),
                    Wording.list(
                        lines.stream()
                            .filter(line -> !line.valid())
                            .map(Checks.Line::program)
                            .toList())));
  }

  private static Report everyPart(
      Params p, Checks checks, List<Checks.Subject> subjects, Part part, Findings out)
      throws Exception {
    List<Checks.Line> right = new ArrayList<>();
    List<Checks.Line> faulty = new ArrayList<>();
    for (int s = 0; s < subjects.size(); s++) {
      part.progress((double) s / subjects.size(), subjects.get(s).name());
      right.addAll(checks.right(subjects.get(s), p.moves));
      faulty.addAll(checks.faulty(subjects.get(s)));
    }
    List<Checks.Line> marginals = checks.marginals();
    right.add(marginals.get(0));
    faulty.add(marginals.get(1));
    int equal = (int) right.stream().filter(Checks.Line::valid).count();
    Map<String, List<Checks.Line>> faults = Checks.byPart(faulty);
    int found =
        (int) faults.values().stream().filter(l -> l.stream().anyMatch(x -> !x.valid())).count();
    List<String> programs = new ArrayList<>(subjects.stream().map(Checks.Subject::name).toList());
    programs.add(marginals.getFirst().program());
    out.chart(matrix("Planted faults: distance to the right law", faults, programs));
    out.table(
        "Planted faults",
        Checks.frame(faulty),
        "part=fault",
        "program",
        "result",
        "gap",
        "first_difference");
    out.table(
        "Right parts",
        Checks.frame(right),
        "part",
        "program",
        "result",
        "states",
        "evidence_spread");
    out.text(
        "Evidence spread is the exact relative standard deviation of the estimate of the evidence"
            + " with %s.".formatted(Wording.count(checks.particles(), "particle")));
    out.csv("right.csv", Checks.frame(right)).csv("faults.csv", Checks.frame(faulty));
    certificate(right, checks, out);
    out.metric("right_checks", right.size())
        .metric("right_equal", equal)
        .metric("false_alarms", right.size() - equal)
        .metric("faults", faults.size())
        .metric("faults_found", found);
    faults.forEach(
        (name, lines) ->
            out.metric(
                "found_by_" + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
                (int) lines.stream().filter(line -> !line.valid()).count()));
    return out.answer(
        "%d of %d checks of right parts agree with the meaning of the programs as fractions, and %d of %d planted faults are found: a part that passes returns the posterior and its evidence without bias on these programs."
            .formatted(equal, right.size(), found, faults.size()));
  }

  private static Chart matrix(
      String title, Map<String, List<Checks.Line>> faults, List<String> programs) {
    List<String> names = List.copyOf(faults.keySet());
    double[][] gaps = new double[names.size()][programs.size()];
    for (int f = 0; f < names.size(); f++) {
      java.util.Arrays.fill(gaps[f], Double.NaN);
      for (Checks.Line line : faults.getOrDefault(names.get(f), List.of())) {
        gaps[f][programs.indexOf(line.program())] = line.valid() ? 0 : line.gap();
      }
    }
    return Plot.of(title)
        .x(Chart.Axis.category("program", programs))
        .y(Chart.Axis.category("fault", names))
        .matrix("total variation", gaps)
        .chart("0: the fault does not show on this program. Each row must have a coloured cell.");
  }

  private static void certificate(List<Checks.Line> lines, Checks checks, Findings out)
      throws Exception {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Checks.Line line : lines) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("part", line.part());
      entry.put("program", line.program());
      entry.put("valid", line.valid());
      entry.put("firstDifference", line.difference());
      entry.put("states", line.states());
      entries.add(entry);
    }
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("format", "offprint-inference-certificate-1");
    certificate.put("arithmetic", "exact fractions");
    certificate.put("particles", checks.particles());
    certificate.put("checks", entries);
    out.file(
        "certificate.json",
        new GsonBuilder().setPrettyPrinting().create().toJson(certificate) + "\n");
  }
}
