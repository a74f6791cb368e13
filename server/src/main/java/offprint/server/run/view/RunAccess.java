package offprint.server.run.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.account.Accounts;
import offprint.server.run.work.RunFilter;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;

/**
 * Access to runs. A run that the viewer may not see is answered as one that does not exist.
 *
 * <p>Addresses name a run by its number, or by number and secret, "42-Kx…", which opens a run
 * shared by link.
 */
@Component
public final class RunAccess {
  private static final Pattern KEY = Pattern.compile("([0-9]{1,18})(?:-([A-Za-z0-9_-]{1,64}))?");

  private final Runs runs;
  private final Accounts accounts;

  RunAccess(Runs runs, Accounts accounts) {
    this.runs = runs;
    this.accounts = accounts;
  }

  /**
   * A run that the viewer may see.
   *
   * @throws Problem not found
   */
  public StoredRun readable(String key) {
    return find(key).orElseThrow(() -> missing(key));
  }

  public static Problem missing(String key) {
    return Problem.notFound("there is no run " + key);
  }

  public Optional<StoredRun> find(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String word = parts.group(2) == null ? "" : parts.group(2);
    return runs.find(Long.parseLong(parts.group(1)))
        .filter(run -> word.isEmpty() ? isSeen(run) : opens(run, word));
  }

  public boolean isSeen(StoredRun run) {
    return run.visibility() == Visibility.PUBLIC || isMine(run);
  }

  private static boolean opens(StoredRun run, String word) {
    return run.visibility() == Visibility.LINK
        && MessageDigest.isEqual(
            run.link().getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
  }

  public boolean isMine(StoredRun run) {
    long viewer = accounts.runner();
    return viewer > 0 && run.owner() == viewer;
  }

  /** Whether the viewer may stop and delete it. */
  public boolean mayEnd(StoredRun run) {
    return isMine(run)
        || accounts.viewer().isAdministrator()
        || (run.owner() == 0 && accounts.isOpen());
  }

  /**
   * A run that the viewer may stop and delete; administrators may for every run.
   *
   * @throws Problem not found if the viewer may not see it, refused if it is another's
   */
  public StoredRun ending(String key) {
    Optional<StoredRun> run = find(key);
    if (run.isEmpty() && accounts.viewer().isAdministrator() && key.matches("[0-9]{1,18}")) {
      run = runs.find(Long.parseLong(key));
    }
    return run.filter(this::mayEnd)
        .orElseThrow(() -> find(key).isEmpty() ? missing(key) : refused(key));
  }

  /**
   * A run owned by the viewer.
   *
   * @throws Problem not found if the viewer may not see it, refused if it is another's
   */
  public StoredRun own(String key) {
    StoredRun run = readable(key);
    if (!isMine(run)) {
      throw refused(key);
    }
    return run;
  }

  private static Problem refused(String key) {
    return Problem.refused("run %s is not yours".formatted(key));
  }

  /** Key of a run in addresses for this viewer: a run seen by link keeps its secret. */
  public String key(StoredRun run) {
    return isSeen(run) || run.link().isEmpty() ? Long.toString(run.id()) : run.linkKey();
  }

  public long viewer() {
    return accounts.runner();
  }

  /**
   * The list a request asks for, as far as the viewer may see it.
   *
   * @throws Problem if a filter is unknown or not for this viewer
   */
  public RunFilter filter(String whose, String state, String method) {
    RunFilter filter = RunFilter.parse(whose, viewer(), state, method);
    if (filter.whose() == RunFilter.Whose.ALL && !accounts.viewer().isAdministrator()) {
      throw Problem.refused("the list of all runs is for administrators");
    }
    if (filter.whose() == RunFilter.Whose.MINE && viewer() == 0) {
      throw Problem.unknown("your runs need an account: sign in at /login");
    }
    return filter;
  }
}
