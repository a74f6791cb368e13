package offprint.server.hub;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import offprint.engine.PaperMethod;
import offprint.server.method.Methods;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/**
 * Papers as Markdown, at {@code .md} addresses and for clients that accept {@code text/markdown}.
 */
@Controller
final class HubMarkdown {
  private static final MediaType MARKDOWN =
      new MediaType("text", "markdown", StandardCharsets.UTF_8);
  private static final String OLD_ID =
      "/papers/{archive:[a-z-]+(?:\\.[A-Z]{2})?}/{number:[0-9]{7}(?:v[0-9]+)?}";

  private final Hub hub;
  private final Methods methods;

  HubMarkdown(Hub hub, Methods methods) {
    this.hub = hub;
    this.methods = methods;
  }

  @GetMapping("/papers/{id}.md")
  ResponseEntity<byte[]> file(@PathVariable String id, HttpServletRequest request) {
    return markdown(id, request);
  }

  @GetMapping(OLD_ID + ".md")
  ResponseEntity<byte[]> oldFile(
      @PathVariable String archive, @PathVariable String number, HttpServletRequest request) {
    return markdown(archive + "/" + number, request);
  }

  @GetMapping(path = "/papers/{id}", produces = "text/markdown")
  ResponseEntity<byte[]> page(@PathVariable String id, HttpServletRequest request) {
    return markdown(id, request);
  }

  @GetMapping(path = OLD_ID, produces = "text/markdown")
  ResponseEntity<byte[]> oldPage(
      @PathVariable String archive, @PathVariable String number, HttpServletRequest request) {
    return markdown(archive + "/" + number, request);
  }

  private ResponseEntity<byte[]> markdown(String id, HttpServletRequest request) {
    String site = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
    return ResponseEntity.ok()
        .contentType(MARKDOWN)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(text(hub.row(id), site).getBytes(StandardCharsets.UTF_8));
  }

  private String text(HubTable.Row row, String site) {
    String page = site + "/papers/" + row.id();
    List<String> blocks = new ArrayList<>();
    blocks.add("# " + line(row.title()));
    blocks.add(String.join("\n", facts(row, page)));
    if (!row.summary().isEmpty()) {
      blocks.add("## Abstract");
      blocks.add(row.summary().strip());
    }
    String inOne = row.extra().path("ai_summary").asString("");
    if (!inOne.isEmpty()) {
      blocks.add("## In one sentence (written by a language model)");
      blocks.add(inOne.strip());
    }
    List<String> commands = new ArrayList<>();
    for (PaperMethod<?> method : methods.ofPaper(row.slug())) {
      commands.add("- `offprint run %s`: %s".formatted(method.id(), line(method.summary())));
    }
    if (!commands.isEmpty()) {
      blocks.add("## Run it");
      blocks.add(String.join("\n", commands));
    }
    return String.join("\n\n", blocks) + "\n";
  }

  private static List<String> facts(HubTable.Row row, String page) {
    List<String> facts = new ArrayList<>();
    List<String> authors = new ArrayList<>();
    row.authors().forEach(author -> authors.add(line(author.path("name").asString())));
    add(facts, "Authors", String.join(", ", authors));
    add(facts, "Published", row.published().substring(0, 10));
    add(facts, "On the list of", row.day());
    if (!row.id().equals(row.slug())) {
      add(facts, "arXiv", "https://arxiv.org/abs/" + row.id());
      add(facts, "PDF", "https://arxiv.org/pdf/" + row.id());
    }
    add(facts, "Project page", row.projectPage() == null ? "" : row.projectPage());
    add(facts, "Code", row.code() == null ? "" : row.code());
    List<String> keywords = new ArrayList<>();
    for (JsonNode keyword : row.keywords()) {
      keywords.add(line(keyword.asString()));
    }
    add(facts, "Keywords", String.join(", ", keywords));
    add(facts, "Page", page);
    return facts;
  }

  private static void add(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add("- %s: %s".formatted(name, value));
    }
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
