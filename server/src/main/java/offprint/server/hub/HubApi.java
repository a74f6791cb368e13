package offprint.server.hub;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.engine.Json;
import offprint.server.web.Gzip;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

@RestController
final class HubApi {
  private static final int SEARCH_LIMIT = 120;

  private final Hub hub;

  HubApi(Hub hub) {
    this.hub = hub;
  }

  @GetMapping("/api/daily_papers")
  ResponseEntity<byte[]> daily(
      @RequestParam Map<String, String> given, HttpServletRequest request) {
    Hub.Answer answer = hub.daily(given);
    ResponseEntity.BodyBuilder response = ResponseEntity.ok();
    if (!answer.next().isEmpty()) {
      response.header(
          HttpHeaders.LINK,
          "<%s/api/daily_papers?%s>; rel=\"next\""
              .formatted(site(request), HubQuery.next(given, answer.next())));
    }
    return send(answer, response, request);
  }

  @GetMapping("/api/papers")
  ResponseEntity<byte[]> papers(
      @RequestParam Map<String, String> given, HttpServletRequest request) {
    return search("query", given, request);
  }

  @GetMapping("/api/papers/search")
  ResponseEntity<byte[]> search(
      @RequestParam Map<String, String> given, HttpServletRequest request) {
    return search("q", given, request);
  }

  private ResponseEntity<byte[]> search(
      String name, Map<String, String> given, HttpServletRequest request) {
    List<String> faults = new ArrayList<>();
    String query = given.getOrDefault(name, "").strip();
    if (query.isEmpty()) {
      return daily(given, request);
    }
    if (query.length() > 500) {
      faults.add("%s must have at most 500 characters: got %d".formatted(name, query.length()));
    }
    int limit = HubQuery.whole(given, "limit", SEARCH_LIMIT, 1, HubQuery.GREATEST_LIMIT, faults);
    HubQuery.check(faults);
    return send(hub.search(query, limit), ResponseEntity.ok(), request);
  }

  @GetMapping("/api/papers/{id}")
  ResponseEntity<byte[]> paper(@PathVariable String id, HttpServletRequest request) {
    return json(hub.paper(id, site(request)));
  }

  @GetMapping("/api/papers/{archive:[a-z-]+(?:\\.[A-Z]{2})?}/{number:[0-9]{7}(?:v[0-9]+)?}")
  ResponseEntity<byte[]> oldPaper(
      @PathVariable String archive, @PathVariable String number, HttpServletRequest request) {
    return paper(archive + "/" + number, request);
  }

  /** Models, data sets and spaces of a paper: always empty, since they live on the hub. */
  @GetMapping({"/api/arxiv/{id}/repos", "/api/arxiv/{archive}/{id}/repos"})
  ResponseEntity<byte[]> repositories(@PathVariable Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    String whole = path.containsKey("archive") ? path.get("archive") + "/" + id : id;
    if (!hub.has(whole)) {
      throw HubProblem.noPaper(whole);
    }
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.putArray("models");
    node.putArray("datasets");
    node.putArray("spaces");
    return json(node);
  }

  private static ResponseEntity<byte[]> json(ObjectNode node) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .body(Json.MAPPER.writeValueAsBytes(node));
  }

  private ResponseEntity<byte[]> send(
      Hub.Answer answer, ResponseEntity.BodyBuilder response, HttpServletRequest request) {
    boolean zip = Gzip.isAccepted(request);
    if (zip) {
      response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return response
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .eTag(answer.tag())
        .body(hub.json(answer, site(request), zip));
  }

  /** Address of this site as the caller sees it, for links. */
  private static String site(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }
}
