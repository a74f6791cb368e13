package offprint.server.run.view;

import java.util.List;
import java.util.Optional;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.run.work.RunFilter;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import org.springframework.stereotype.Component;

/** Makes views of runs for the current viewer. */
@Component
public final class RunViews {
  private static final int SHARED = 5;
  private static final int OTHERS = 30;

  private final Runs runs;
  private final RunAccess access;
  private final Papers papers;

  RunViews(Runs runs, RunAccess access, Papers papers) {
    this.runs = runs;
    this.access = access;
    this.papers = papers;
  }

  public RunView of(StoredRun run) {
    String slug = run.method().substring(0, run.method().indexOf('/'));
    Optional<StoredPaper> paper = papers.find(slug);
    return new RunView(
        run,
        access.key(run),
        access.isSeen(run),
        access.isMine(run),
        paper.map(StoredPaper::title).orElse(null),
        "/papers/" + paper.map(StoredPaper::address).orElse(slug));
  }

  /** The latest finished public runs of a method. */
  public List<RunView> shared(String method) {
    RunFilter filter = new RunFilter(RunFilter.Whose.PUBLIC, 0, RunState.DONE, method);
    return runs.list(filter, SHARED, 0).stream().map(this::of).toList();
  }

  /** The latest finished runs of the same method that the viewer may see. */
  public List<RunView> others(StoredRun run) {
    RunFilter filter =
        new RunFilter(RunFilter.Whose.VISIBLE, access.viewer(), RunState.DONE, run.method());
    return runs.list(filter, OTHERS, 0).stream()
        .filter(other -> other.id() != run.id())
        .map(this::of)
        .toList();
  }
}
