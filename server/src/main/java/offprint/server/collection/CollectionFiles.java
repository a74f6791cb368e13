package offprint.server.collection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offprint.server.collection.Collections.Entry;
import offprint.server.feed.Syndication;
import offprint.server.method.Methods;
import offprint.server.paper.BibTeX;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.web.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Collections as feeds, BibTeX and JSON lines. */
@RestController
final class CollectionFiles {
  private static final MediaType BIBTEX =
      new MediaType("application", "x-bibtex", StandardCharsets.UTF_8);
  private static final MediaType LINES =
      new MediaType("application", "jsonl", StandardCharsets.UTF_8);

  private final Collections collections;
  private final Papers papers;
  private final Methods methods;

  CollectionFiles(Collections collections, Papers papers, Methods methods) {
    this.collections = collections;
    this.papers = papers;
    this.methods = methods;
  }

  @GetMapping("/collections/{id:[0-9]+}.atom")
  ResponseEntity<byte[]> atom(@PathVariable long id) {
    return feed(id, ".atom");
  }

  @GetMapping("/collections/{id:[0-9]+}.json")
  ResponseEntity<byte[]> json(@PathVariable long id) {
    return feed(id, ".json");
  }

  private ResponseEntity<byte[]> feed(long id, String ending) {
    CollectionSummary collection = collections.readable(id);
    if (collection.visibility() != Visibility.PUBLIC) {
      throw Problem.notFound("collection %d has no feed: it is not public".formatted(id));
    }
    return Syndication.answer(
        collection.url() + ending,
        collection.title(),
        collection.url(),
        collection.url() + ".atom",
        collections.entries(collection).stream()
            .map(entry -> PaperView.of(entry.paper(), methods))
            .toList(),
        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
  }

  @GetMapping("/collections/{id:[0-9]+}.bib")
  ResponseEntity<byte[]> bibtex(@PathVariable long id) {
    return bibtex(collections.readable(id));
  }

  @GetMapping("/collections/shared/{word}.bib")
  ResponseEntity<byte[]> sharedBibtex(@PathVariable String word) {
    return bibtex(collections.shared(word));
  }

  private ResponseEntity<byte[]> bibtex(CollectionSummary collection) {
    Map<String, Integer> keys = new HashMap<>();
    StringBuilder out = new StringBuilder();
    for (Entry entry : collections.entries(collection)) {
      PaperView paper = PaperView.of(entry.paper(), methods);
      int times = keys.merge(BibTeX.key(paper), 1, Integer::sum);
      out.append(BibTeX.of(paper, suffix(times), entry.note())).append('\n');
    }
    return file(collection, "bib", BIBTEX, out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Suffix of a repeated key: "" first, then "-b", "-c", and after "-z" a number. */
  private static String suffix(int times) {
    return times == 1 ? "" : times <= 26 ? "-" + (char) ('a' + times - 1) : "-" + times;
  }

  @GetMapping("/collections/{id:[0-9]+}.jsonl")
  ResponseEntity<byte[]> lines(@PathVariable long id) throws IOException {
    return lines(collections.readable(id));
  }

  @GetMapping("/collections/shared/{word}.jsonl")
  ResponseEntity<byte[]> sharedLines(@PathVariable String word) throws IOException {
    return lines(collections.shared(word));
  }

  private ResponseEntity<byte[]> lines(CollectionSummary collection) throws IOException {
    List<Entry> entries = collections.entries(collection);
    Map<Long, String> notes = new HashMap<>();
    entries.forEach(entry -> notes.put(entry.paper().id(), entry.note()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    papers.exportLines(entries.stream().map(entry -> entry.paper().id()).toList(), notes, out);
    return file(collection, "jsonl", LINES, out.toByteArray());
  }

  private static ResponseEntity<byte[]> file(
      CollectionSummary collection, String ending, MediaType type, byte[] body) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"collection-%d.%s\"".formatted(collection.id(), ending))
        .body(body);
  }
}
