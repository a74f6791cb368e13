package offprint.server.run.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.engine.Fault;
import offprint.engine.InvalidParameters;
import offprint.server.account.Accounts;
import offprint.server.method.MethodEntry;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.Origin;
import offprint.server.run.work.RunRequest;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import offprint.server.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Completes, checks and queues the runs that readers submit. */
@Component
public final class Submissions {
  private final Runs runs;
  private final RunAccess access;
  private final Uploads uploads;
  private final Accounts accounts;
  private final HttpServletRequest request;

  /**
   * @param request the current one
   */
  Submissions(
      Runs runs, RunAccess access, Uploads uploads, Accounts accounts, HttpServletRequest request) {
    this.request = request;
    this.runs = runs;
    this.access = access;
    this.uploads = uploads;
    this.accounts = accounts;
  }

  /**
   * Queues a run.
   *
   * @param params as a reader gave them, completed from the preset
   * @param visibility null for the default: private with an account, public without one
   * @throws InvalidParameters with every fault
   */
  public StoredRun submit(
      MethodEntry<?> method,
      String preset,
      ObjectNode params,
      long seed,
      @Nullable Visibility visibility) {
    ObjectNode complete = complete(method, preset, params);
    long owner = accounts.runner();
    Visibility seen =
        owner == 0 ? Visibility.PUBLIC : visibility == null ? Visibility.PRIVATE : visibility;
    return runs.submit(
        new RunRequest(
            method.id(),
            preset,
            complete,
            seed,
            owner,
            owner == 0 ? Origin.of(request.getRemoteAddr()) : 0,
            seen,
            seen == Visibility.LINK ? runs.newLink() : ""));
  }

  /**
   * The parameters complete, and of sources only those that the viewer may read.
   *
   * @throws InvalidParameters with every fault
   */
  ObjectNode complete(MethodEntry<?> method, String preset, ObjectNode params) {
    ObjectNode complete = method.complete(preset, params);
    List<Fault> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property :
        method.schema().json().withObject("/properties").properties()) {
      JsonNode value = complete.path(property.getKey());
      switch (Field.kind(property.getValue())) {
        case SOURCE -> check(property.getKey(), value.asString(""), faults);
        case SOURCES -> value.forEach(each -> check(property.getKey(), each.asString(""), faults));
        default -> {}
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidParameters(faults);
    }
    return complete;
  }

  private void check(String name, String ref, List<Fault> faults) {
    if (!mayRead(ref)) {
      faults.add(new Fault(name, "%s must be something you may read: got %s".formatted(name, ref)));
    }
  }

  /** False for uploads and files of runs that the viewer must not see. */
  boolean mayRead(String ref) {
    return ref.startsWith("upload:")
        ? uploads.find(ref).isPresent()
        : !ref.matches("run:[0-9]+/.*")
            || access.find(ref.substring(4, ref.indexOf('/'))).isPresent();
  }
}
