package offprint.server.run.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import offprint.engine.Artifact;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.method.MethodEntry;
import offprint.server.method.Methods;
import offprint.server.run.form.Submissions;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.Progress;
import offprint.server.run.work.RunFilter;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.run.work.Visibility;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * REST interface of runs. {@code {id}} is a number, or number and secret of a run shared by link.
 */
@RestController
@RequestMapping("/api/v1/runs")
final class RunApi {
  private final Runs runs;
  private final RunAccess access;
  private final Submissions submissions;
  private final Methods methods;

  RunApi(Runs runs, RunAccess access, Submissions submissions, Methods methods) {
    this.runs = runs;
    this.access = access;
    this.submissions = submissions;
    this.methods = methods;
  }

  /**
   * What to run.
   *
   * @param preset the first where it is left out
   * @param params completed from the preset
   * @param seed 1 where it is left out
   * @param visibility private (where it is left out), link or public
   */
  record Request(
      @Nullable String method,
      @Nullable String preset,
      @Nullable ObjectNode params,
      @Nullable Long seed,
      @Nullable String visibility) {}

  /** Visibility of a run. */
  record Showing(@Nullable String visibility) {}

  /**
   * A run and its progress.
   *
   * @param answer what came out, in a sentence; null before it is done
   * @param owner name of the account, null for nobody
   * @param ahead how many runs begin before this one, while it waits; not in lists
   * @param link where others see it, for its owner, while it is shown by link
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      long id,
      String method,
      String preset,
      ObjectNode params,
      long seed,
      String state,
      @Nullable String answer,
      String reason,
      @Nullable String owner,
      String visibility,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant finished,
      @Nullable Integer ahead,
      @Nullable Progress progress,
      @Nullable List<Artifact> artifacts,
      @Nullable String link,
      String url) {}

  /** The latest runs. */
  record RunList(int total, List<View> runs) {}

  @Summary(value = "Queues a run; Location says where to look", status = 202)
  @PostMapping
  ResponseEntity<View> submit(@RequestBody Request request) throws IOException {
    if (request.method() == null) {
      throw Problem.invalid(
          List.of(new Fault("method", "method must be given, like timemixer/forecast")));
    }
    MethodEntry<?> method = methods.get(request.method());
    StoredRun run =
        submissions.submit(
            method,
            request.preset() == null ? method.presets().getFirst() : request.preset(),
            request.params() == null ? Json.MAPPER.createObjectNode() : request.params(),
            request.seed() == null ? 1 : request.seed(),
            request.visibility() == null ? null : Visibility.parse(request.visibility()));
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .location(URI.create("/api/v1/runs/" + run.id()))
        .body(view(run, false));
  }

  @Summary("The latest runs: mine, public or visible (both); of a state, of a method or paper")
  @GetMapping
  RunList list(
      @RequestParam(defaultValue = "visible") String whose,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String method,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int p)
      throws IOException {
    if (limit < 1 || limit > 200 || p < 0 || p > 1_000_000) {
      throw Problem.invalid(
          List.of(new Fault("limit", "limit must be from 1 to 200 and p at least 0")));
    }
    RunFilter filter = access.filter(whose, state, method);
    if (filter.whose() == RunFilter.Whose.ALL) {
      throw Problem.refused("all runs are listed on the page /runs?whose=all only");
    }
    List<View> views = runs.list(filter, limit, limit * p).stream().map(this::brief).toList();
    return new RunList(runs.count(filter), views);
  }

  @Summary("One run: state, progress, files")
  @GetMapping("/{id}")
  View one(@PathVariable String id) throws IOException {
    return view(access.readable(id), true);
  }

  @Summary("Stops a run that is queued or running")
  @PostMapping("/{id}/stop")
  View stop(@PathVariable String id) throws IOException {
    StoredRun run = access.ending(id);
    if (!runs.stop(run.id()) && run.state().isOver()) {
      throw Problem.conflict("run %d is over: it is %s".formatted(run.id(), run.state().word()));
    }
    return view(runs.find(run.id()).orElseThrow(() -> RunAccess.missing(id)), false);
  }

  @Summary("Shows a run to others, or to nobody: private, link or public; a new link each time")
  @PutMapping("/{id}/visibility")
  View show(@PathVariable String id, @RequestBody Showing showing) throws IOException {
    StoredRun run = access.own(id);
    runs.show(run.id(), Visibility.parse(showing.visibility() == null ? "" : showing.visibility()));
    return view(access.own(id), false);
  }

  @Summary(value = "Deletes a run with all its files; ends it before", status = 204)
  @DeleteMapping("/{id}")
  ResponseEntity<Object> delete(@PathVariable String id) {
    runs.delete(access.ending(id).id());
    return ResponseEntity.noContent().build();
  }

  private View view(StoredRun run, boolean whole) throws IOException {
    Path folder = runs.folder(run.id());
    boolean isDone = run.state() == RunState.DONE;
    return view(
        run,
        run.state() == RunState.QUEUED ? runs.ahead(run.id()) : null,
        whole && !run.state().isOver() ? Progress.of(folder.resolve("events.jsonl")) : null,
        whole && isDone ? artifacts(folder) : null);
  }

  private View brief(StoredRun run) {
    return view(run, null, null, null);
  }

  private View view(
      StoredRun run,
      @Nullable Integer ahead,
      @Nullable Progress progress,
      @Nullable List<Artifact> artifacts) {
    boolean isLinked = access.isMine(run) && !run.link().isEmpty();
    boolean isSeen = access.isSeen(run) || run.visibility() == Visibility.LINK;
    return new View(
        run.id(),
        run.method(),
        run.preset(),
        isSeen ? run.params() : Json.MAPPER.createObjectNode(), // stopped by an administrator
        run.seed(),
        run.state().word(),
        !isSeen || run.answer().isEmpty() ? null : run.answer(),
        run.reason(),
        run.ownerName().isEmpty() ? null : run.ownerName(),
        run.visibility().word(),
        run.created(),
        run.started(),
        run.finished(),
        ahead,
        progress,
        artifacts,
        isLinked ? "/runs/" + run.linkKey() : null,
        "/runs/" + access.key(run));
  }

  private static List<Artifact> artifacts(Path folder) throws IOException {
    return List.of(
        Json.MAPPER.treeToValue(
            Json.MAPPER
                .readTree(Files.readAllBytes(folder.resolve("report.json")))
                .path("artifacts"),
            Artifact[].class));
  }
}
