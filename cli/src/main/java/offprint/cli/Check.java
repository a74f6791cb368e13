package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import offprint.engine.Catalogue;
import offprint.engine.Claim;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.engine.TerminalReport;
import offprint.engine.Verdict;
import offprint.method.Paper;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code offprint check}: runs the presets that the claims name and reports which claims hold here.
 */
@Command(
    name = "check",
    description = "Judge the claims of papers by running them.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 3 if a claim fails."})
final class Check implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SLUG", arity = "0..*", description = "Papers to check")
  private List<String> slugs = List.of();

  @Option(names = "--all", description = "Check every paper")
  private boolean all;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Only the claims that this preset decides")
  private String preset = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the runs (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Also write the outcome into this Markdown file, a section a paper")
  private @Nullable Path results;

  @Option(
      names = "--paper",
      paramLabel = "FILE",
      description = {
        "Write the figures into the claims of this paper.md, of one paper",
        "(default: the paper's source, if this is run in a checkout)"
      })
  private @Nullable Path file;

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws Exception {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Catalogue catalogue = Catalogue.load();
    if (all == !slugs.isEmpty()) {
      throw new ParameterException(line, "name the papers to check, or give --all");
    }
    List<Paper> papers =
        all ? catalogue.papers() : slugs.stream().map(slug -> paper(catalogue, slug)).toList();
    if (file != null && papers.size() != 1) {
      throw new ParameterException(line, "--paper needs one paper: got " + papers.size());
    }
    checkPreset(catalogue, papers);
    StopSignal stop = StopSignal.install(false);
    boolean fails = false;
    try {
      for (Paper paper : papers) {
        List<Outcome> outcomes = run(catalogue.of(paper.slug()), line, stop);
        List<Verdict> verdicts =
            outcomes.stream()
                .flatMap(o -> o.verdicts().stream())
                .filter(v -> v.value() != null)
                .toList();
        report(line.getOut(), paper, outcomes, verdicts);
        if (results != null && !outcomes.isEmpty()) {
          ResultsFile.put(results, paper, outcomes);
        }
        Path source = source(catalogue.of(paper.slug()).getFirst());
        if (source != null && !outcomes.isEmpty()) {
          ClaimFigures.put(source, outcomes);
          line.getOut().printf("  figures written into %s%n", source);
        }
        fails |= verdicts.stream().anyMatch(v -> v.outcome() == Verdict.Outcome.FAILS);
      }
    } finally {
      stop.done();
    }
    return fails ? Main.CLAIM_FAILS : 0;
  }

  private void checkPreset(Catalogue catalogue, List<Paper> papers) {
    Set<String> known = new TreeSet<>();
    for (Paper paper : papers) {
      for (PaperMethod<?> method : catalogue.of(paper.slug())) {
        method.claims().stream().filter(Claim::isRunnable).map(Claim::preset).forEach(known::add);
      }
    }
    if (!preset.isEmpty() && !known.contains(preset)) {
      throw new IllegalArgumentException(
          "preset must be one that decides a claim, of %s: got %s"
              .formatted(String.join(", ", known), preset));
    }
  }

  private static Paper paper(Catalogue catalogue, String slug) {
    return catalogue.of(slug).stream()
        .findFirst()
        .<Paper>map(PaperMethod::paper)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no paper '%s' that runs".formatted(slug)));
  }

  /**
   * The {@code paper.md} to write the figures to: the file named by the user, or the source file in
   * a checkout.
   */
  private @Nullable Path source(PaperMethod<?> method) {
    if (file != null) {
      return file;
    }
    String folder = method.method().getClass().getPackageName().replace('.', '/');
    Path source = Path.of("papers/src/main/java", folder, "paper.md");
    return Files.isWritable(source) ? source : null;
  }

  private static void report(
      PrintWriter out, Paper paper, List<Outcome> outcomes, List<Verdict> verdicts) {
    out.printf("%n%s%n", paper.title());
    for (Outcome outcome : outcomes) {
      if (!outcome.report().answer().isEmpty()) {
        out.printf(
            "  %s, preset %s: %s%n",
            outcome.manifest().method(), outcome.manifest().preset(), outcome.report().answer());
      }
    }
    out.println(verdicts.isEmpty() ? "  no claim to judge" : TerminalReport.verdictsOf(verdicts));
    out.flush();
  }

  private List<Outcome> run(List<PaperMethod<?>> methods, CommandLine line, StopSignal stop)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (PaperMethod<?> method : methods) {
      Set<String> presets = new LinkedHashSet<>();
      method.claims().stream().filter(Claim::isRunnable).map(Claim::preset).forEach(presets::add);
      for (String name : presets) {
        if (preset.isEmpty() || preset.equals(name)) {
          run(method, name, line, stop).ifPresent(outcomes::add);
        }
      }
    }
    return outcomes;
  }

  /** Runs a preset; empty, with a line that says why, if it reads files that are missing here. */
  private <P extends Record> Optional<Outcome> run(
      PaperMethod<P> method, String presetName, CommandLine line, StopSignal stop)
      throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    P params = schema.read(presetName);
    Sources sources = new Sources(home.path(), false);
    for (Source source : schema.sources(params)) {
      try {
        if (!source.isEmpty()) {
          sources.path(source);
        }
      } catch (IllegalArgumentException e) {
        line.getErr()
            .printf("%s, preset %s: not run, %s%n", method.id(), presetName, e.getMessage());
        return Optional.empty();
      }
    }
    ProgressBar bar = new ProgressBar(line.getErr(), ProgressBar.onTerminal());
    Path folder = Files.createTempDirectory("offprint-check-");
    try {
      Outcome outcome = new Runner(sources, stop.guard(bar)).run(method, params, seed, folder);
      bar.finished(outcome);
      return Optional.of(outcome);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
