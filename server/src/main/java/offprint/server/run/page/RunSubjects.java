package offprint.server.run.page;

import offprint.server.discussion.DiscussedRuns;
import offprint.server.discussion.Subject;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import org.springframework.stereotype.Component;

/** Runs as subjects of discussions, for viewers who may see them. */
@Component
final class RunSubjects implements DiscussedRuns {
  private final RunAccess access;

  RunSubjects(RunAccess access) {
    this.access = access;
  }

  @Override
  public Subject readable(String key) {
    StoredRun run = access.readable(key);
    return Subject.run(
        run.id(),
        run.owner(),
        run.visibility() == Visibility.PUBLIC,
        run.link(),
        access.key(run),
        run.method());
  }
}
