package offprint.server.run.view;

import java.util.List;
import offprint.engine.Claim;
import offprint.engine.PaperMethod;
import offprint.server.method.Methods;
import offprint.server.run.work.RunFilter;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import org.springframework.stereotype.Component;

/** Claims and finished runs of a paper, for its page. */
@Component("paperRuns")
public final class PaperRuns {
  private static final int MOST = 5;

  private final Methods methods;
  private final Runs runs;
  private final RunAccess access;
  private final RunViews views;

  PaperRuns(Methods methods, Runs runs, RunAccess access, RunViews views) {
    this.methods = methods;
    this.runs = runs;
    this.access = access;
    this.views = views;
  }

  /** Claims of the paper, of all its methods. */
  public List<Claim> claims(String slug) {
    return methods.ofPaper(slug).stream().map(PaperMethod::claims).flatMap(List::stream).toList();
  }

  /** The viewer's latest finished runs of the paper; none without an account. */
  public List<RunView> mine(String slug) {
    return access.viewer() == 0 ? List.of() : list(RunFilter.Whose.MINE, slug);
  }

  /** The latest finished public runs of the paper that are not the viewer's. */
  public List<RunView> shared(String slug) {
    return list(RunFilter.Whose.PUBLIC, slug).stream().filter(view -> !view.mine()).toList();
  }

  private List<RunView> list(RunFilter.Whose whose, String slug) {
    return runs.list(new RunFilter(whose, access.viewer(), RunState.DONE, slug), MOST, 0).stream()
        .map(views::of)
        .toList();
  }
}
