package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import offprint.server.ingest.Ingest;
import offprint.server.ingest.IngestConfig;
import offprint.server.ingest.IngestSource;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint ingest}. */
@Command(
    name = "ingest",
    description =
        "Fetch papers: single ones by arXiv id, the newest of arXiv categories, or the days of a"
            + " server that speaks the Daily Papers API. May be stopped and started again at any"
            + " point.",
    mixinStandardHelpOptions = true)
final class IngestPapers implements Callable<Integer> {
  private static final int MOST_DAYS = 366;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "arXiv ids or addresses of papers, to put on today's list")
  private List<String> ids = List.of();

  @Option(
      names = "--categories",
      paramLabel = "LIST",
      description =
          "arXiv categories, such as cs.LG,stat.ML; each paper goes to the list of its day")
  private @Nullable String categories;

  @Option(
      names = "--days",
      paramLabel = "N",
      description =
          "With --categories: the last N days, today included (default: all since the last time,"
              + " 7 the first time)")
  private @Nullable Integer days;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A server that speaks the Daily Papers API, such as another Offprint")
  private @Nullable String from;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description =
          "With --from: the first day (default: where the last time ended, 7 days the first time)")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "With --from: the last day (default: today)")
  private @Nullable String until;

  @CommandLine.Mixin private ArxivAddress arxiv = new ArxivAddress();

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    IngestConfig config = arxiv.on(IngestConfig.DEFAULT);
    try (offprint.server.home.Home folder =
            offprint.server.home.Home.open(home.path(), home.database());
        Ingest ingest = new Ingest(folder, new Papers(folder), config)) {
      boolean missing = false;
      for (String id : ids) {
        missing |= !submit(ingest, id);
      }
      if (categories != null) {
        var source = new IngestSource.Arxiv(Arrays.asList(categories.split(",")));
        say(ingest.arxiv(source, days, this::say));
      }
      if (from != null) {
        var source = new IngestSource.Daily(IngestSource.address("from", from));
        say(ingest.daily(source, day("--since", since), day("--until", until), this::say));
      }
      return missing ? Main.WRONG_INPUT : 0;
    }
  }

  private void check() {
    if (ids.isEmpty() && categories == null && from == null) {
      throw wrong("one of ID, --categories and --from must be given: got none");
    }
    if (days != null && categories == null) {
      throw wrong("--days goes with --categories");
    }
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw wrong("--days must be from 1 to %d: got %d".formatted(MOST_DAYS, days));
    }
    if ((since != null || until != null) && from == null) {
      throw wrong("--since and --until go with --from");
    }
    LocalDate first = day("--since", since);
    LocalDate last = day("--until", until);
    if (first != null && last != null && first.isAfter(last)) {
      throw wrong("--since must not be after --until: got %s and %s".formatted(first, last));
    }
  }

  private @Nullable LocalDate day(String option, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw wrong("%s must be a day like 2025-12-26: got %s".formatted(option, text));
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private boolean submit(Ingest ingest, String id) throws IOException, InterruptedException {
    Optional<Ingest.Submitted> paper = ingest.submit(id);
    say(
        paper
            .map(p -> "%s: %s (on the list of %s)".formatted(p.id(), p.title(), p.day()))
            .orElse("%s: arXiv has no such paper".formatted(id)));
    return paper.isPresent();
  }

  private void say(Ingest.Ingested done) {
    say("%d papers, %d new, %d refused".formatted(done.papers(), done.added(), done.refused()));
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
