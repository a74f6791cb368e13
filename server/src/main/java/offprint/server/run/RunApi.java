package offprint.server.run;

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
import offprint.server.method.Methods;
import offprint.server.method.Offered;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/runs")
final class RunApi {
  private final Runs runs;
  private final Methods methods;

  RunApi(Runs runs, Methods methods) {
    this.runs = runs;
    this.methods = methods;
  }

  /**
   * What to run.
   *
   * @param preset the first where it is left out
   * @param params completed from the preset
   * @param seed 1 where it is left out
   */
  record Request(
      @Nullable String method,
      @Nullable String preset,
      @Nullable ObjectNode params,
      @Nullable Long seed) {}

  /** A run and how far it is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      long id,
      String method,
      String preset,
      ObjectNode params,
      long seed,
      String state,
      String reason,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant finished,
      @Nullable Progress progress,
      @Nullable List<Artifact> artifacts,
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
    Offered<?> method = methods.get(request.method());
    StoredRun run =
        runs.submit(
            method,
            request.preset() == null ? method.presets().getFirst() : request.preset(),
            request.params() == null ? Json.MAPPER.createObjectNode() : request.params(),
            request.seed() == null ? 1 : request.seed());
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .location(URI.create("/api/v1/runs/" + run.id()))
        .body(view(run, false));
  }

  @Summary("The latest runs")
  @GetMapping
  RunList list(
      @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") int p)
      throws IOException {
    if (limit < 1 || limit > 200 || p < 0 || p > 1_000_000) {
      throw Problem.invalid(
          List.of(new Fault("limit", "limit must be from 1 to 200 and p at least 0")));
    }
    List<View> views = runs.latest(limit, limit * p).stream().map(run -> brief(run)).toList();
    return new RunList(runs.count(), views);
  }

  @Summary("One run: state, progress, files")
  @GetMapping("/{id}")
  View one(@PathVariable long id) throws IOException {
    return view(get(id), true);
  }

  @Summary("Stops a run that is queued or running")
  @PostMapping("/{id}/stop")
  View stop(@PathVariable long id) throws IOException {
    StoredRun run = get(id);
    if (!runs.stop(id) && run.state().isOver()) {
      throw Problem.conflict("run %d is over: it is %s".formatted(id, run.state().word()));
    }
    return view(get(id), false);
  }

  private StoredRun get(long id) {
    return runs.find(id).orElseThrow(() -> Problem.notFound("there is no run " + id));
  }

  private View view(StoredRun run, boolean whole) throws IOException {
    Path folder = runs.folder(run.id());
    boolean isDone = run.state() == RunState.DONE;
    return view(
        run,
        whole && !run.state().isOver() ? Progress.of(folder.resolve("events.jsonl")) : null,
        whole && isDone ? artifacts(folder) : null);
  }

  private static View brief(StoredRun run) {
    return view(run, null, null);
  }

  private static View view(
      StoredRun run, @Nullable Progress progress, @Nullable List<Artifact> artifacts) {
    return new View(
        run.id(),
        run.method(),
        run.preset(),
        run.params(),
        run.seed(),
        run.state().word(),
        run.reason(),
        run.created(),
        run.started(),
        run.finished(),
        progress,
        artifacts,
        "/runs/" + run.id());
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
