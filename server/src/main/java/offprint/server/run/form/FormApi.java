package offprint.server.run.form;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import offprint.engine.Fault;
import offprint.engine.InvalidParameters;
import offprint.engine.Json;
import offprint.server.method.MethodEntry;
import offprint.server.paper.Papers;
import offprint.server.web.Problem;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ObjectNode;

/** What the form asks while a reader fills it in; it works without, too. */
@RestController
final class FormApi {
  /** References are an argument of a command, so nothing else gets there. */
  private static final Pattern REFERENCE = Pattern.compile("(example|upload|run):[\\w./-]+");

  private final Papers papers;
  private final FormMethods methods;
  private final FormValues values;
  private final Submissions submissions;
  private final SourceChoices choices;
  private final FilePreviews previews;
  private final SameRuns sameRuns;

  FormApi(
      Papers papers,
      FormMethods methods,
      FormValues values,
      Submissions submissions,
      SourceChoices choices,
      FilePreviews previews,
      SameRuns sameRuns) {
    this.papers = papers;
    this.methods = methods;
    this.values = values;
    this.submissions = submissions;
    this.choices = choices;
    this.previews = previews;
    this.sameRuns = sameRuns;
  }

  /** Faults by parameter, and the run as command, REST call and Java if there are none. */
  @PostMapping("/papers/{id}/run/{task}/check")
  ObjectNode check(
      @PathVariable String id,
      @PathVariable String task,
      @RequestParam MultiValueMap<String, String> given)
      throws IOException {
    MethodEntry<?> method = methods.get(methods.paper(papers, id), task);
    String preset = given.getOrDefault("preset", method.presets()).getFirst();
    ObjectNode sent = values.read(method, given, MultiValueMap.fromSingleValue(Map.of()));
    List<Fault> faults = new ArrayList<>();
    String seed = String.valueOf(given.getFirst("seed")).strip();
    if (!seed.matches("-?[0-9]{1,18}")) {
      faults.add(new Fault("seed", "seed must be a whole number: got " + seed));
    }
    try {
      submissions.complete(method, preset, method.schema().given(preset, sent));
    } catch (InvalidParameters e) {
      faults.addAll(e.faults());
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ObjectNode messages = answer.putObject("faults");
    faults.stream()
        .collect(
            Collectors.groupingBy(
                Fault::parameter, Collectors.mapping(Fault::message, Collectors.joining("; "))))
        .forEach(messages::put);
    if (faults.isEmpty()) {
      SameRun same = sameRuns.of(method, preset, sent, Long.parseLong(seed));
      answer.put("command", same.command()).put("curl", same.curl()).put("java", same.java());
    }
    return answer;
  }

  /** Stores a file, if one is sent, and shows the beginning of the table that a source names. */
  @PostMapping("/papers/{id}/run/{task}/preview")
  ObjectNode preview(
      @PathVariable String id,
      @PathVariable String task,
      @RequestParam(defaultValue = "") String ref,
      @RequestParam(required = false) @org.jspecify.annotations.Nullable MultipartFile file)
      throws IOException, InterruptedException {
    methods.get(methods.paper(papers, id), task);
    String source = file == null ? ref : values.store(file);
    if (!REFERENCE.matcher(source).matches() || !submissions.mayRead(source)) {
      throw Problem.notFound("there is nothing to read at '%s'".formatted(source));
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("ref", source).put("label", choices.label(source));
    try {
      answer.set("preview", previews.of(source));
    } catch (IllegalArgumentException e) {
      answer.put("fault", e.getMessage());
    }
    return answer;
  }
}
