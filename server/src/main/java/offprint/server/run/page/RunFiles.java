package offprint.server.run.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.Artifacts;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Files of a run for download. Only the report's JSON is shown in the browser. */
@RestController
public final class RunFiles {
  private final Runs runs;
  private final RunAccess access;

  RunFiles(Runs runs, RunAccess access) {
    this.runs = runs;
    this.access = access;
  }

  @Summary("The report as JSON")
  @GetMapping({"/runs/{id}/report.json", "/api/v1/runs/{id}/report.json"})
  ResponseEntity<Resource> report(@PathVariable String id) throws IOException {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.APPLICATION_JSON)
        .body(resource(id, "report.json"));
  }

  @GetMapping("/runs/{id}/report.html")
  ResponseEntity<Resource> page(@PathVariable String id) throws IOException {
    return download(resource(id, "report.html"), "run-%s.html".formatted(number(id)));
  }

  @GetMapping("/runs/{id}/log.txt")
  ResponseEntity<Resource> log(@PathVariable String id) throws IOException {
    return download(resource(id, "log.txt"), "run-%s-log.txt".formatted(number(id)));
  }

  @Summary("A file that the run wrote")
  @GetMapping({"/runs/{id}/files/{name}", "/api/v1/runs/{id}/files/{name}"})
  ResponseEntity<Resource> artifact(@PathVariable String id, @PathVariable String name)
      throws IOException {
    if (!Artifacts.isName(name)) {
      access.readable(id);
      throw missing(id, name);
    }
    return download(resource(id, name), name);
  }

  private static ResponseEntity<Resource> download(Resource file, String name) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            "Content-Disposition",
            ContentDisposition.attachment().filename(name).build().toString())
        .body(file);
  }

  private static String number(String key) {
    return key.replaceFirst("-.*", "");
  }

  private Resource resource(String key, String name) {
    StoredRun run = access.readable(key);
    Path file = runs.folder(run.id()).resolve(name);
    boolean isThere = Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    boolean isComplete = name.equals("log.txt") || run.state() == RunState.DONE;
    if (!isThere || !isComplete) {
      throw missing(key, name);
    }
    return new FileSystemResource(file);
  }

  private static Problem missing(String key, String name) {
    return Problem.notFound("run %s has no file '%s'".formatted(number(key), name));
  }
}
