package offprint.server.paper;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import offprint.server.method.Methods;
import offprint.server.web.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@Controller
final class PaperPages {
  private static final MediaType BIBTEX =
      new MediaType("application", "x-bibtex", StandardCharsets.UTF_8);
  private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);

  private static final String OLD_ID =
      "/papers/{archive:(?:arXiv:)?[a-z-]+(?:\\.[A-Z]{2})?}/{number:[0-9]{7}(?:v[0-9]+)?(?:\\.pdf)?}";

  private static final int SIMILAR = 6;

  private final Papers papers;
  private final SimilarPapers similar;
  private final Methods methods;

  PaperPages(Papers papers, Methods methods, SimilarPapers similar) {
    this.similar = similar;
    this.papers = papers;
    this.methods = methods;
  }

  @GetMapping(
      path = "/papers/{id}",
      produces = {"text/html", "*/*"})
  String paper(@PathVariable String id, Model model, HttpServletResponse response) {
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT); // text/markdown is another answer
    String plain = PaperName.plain(id);
    return plain.equals(id) ? show(id, model) : "redirect:/papers/" + plain;
  }

  /** Ids of arXiv before 2007, such as math/0309136. */
  @GetMapping(
      path = OLD_ID,
      produces = {"text/html", "*/*"})
  String oldPaper(
      @PathVariable String archive,
      @PathVariable String number,
      Model model,
      HttpServletResponse response) {
    return paper(archive + "/" + number, model, response);
  }

  @GetMapping("/papers/{id}.bib")
  ResponseEntity<String> bibtex(@PathVariable String id) {
    return ResponseEntity.ok().contentType(BIBTEX).body(BibTeX.of(view(id)));
  }

  @GetMapping(OLD_ID + ".bib")
  ResponseEntity<String> oldBibtex(@PathVariable String archive, @PathVariable String number) {
    return bibtex(archive + "/" + number);
  }

  @GetMapping("/papers/{id}/thumbnail.svg")
  ResponseEntity<String> thumbnail(@PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(SVG)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
        .body(Thumbnail.svg(view(id)));
  }

  @GetMapping(OLD_ID + "/thumbnail.svg")
  ResponseEntity<String> oldThumbnail(@PathVariable String archive, @PathVariable String number) {
    return thumbnail(archive + "/" + number);
  }

  @GetMapping("/papers/{id}/thumbnail.png")
  ResponseEntity<byte[]> picture(@PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
        .body(PreviewImage.png(view(id).mark()));
  }

  @GetMapping(OLD_ID + "/thumbnail.png")
  ResponseEntity<byte[]> oldPicture(@PathVariable String archive, @PathVariable String number) {
    return picture(archive + "/" + number);
  }

  private StoredPaper stored(String id) {
    return papers
        .find(PaperName.plain(id))
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(id)));
  }

  private PaperView view(String id) {
    return PaperView.of(stored(id), methods);
  }

  private String show(String id, Model model) {
    StoredPaper paper = stored(id);
    PaperView view = PaperView.of(paper, methods);
    String site = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
    model.addAttribute("paper", view);
    model.addAttribute("details", papers.details(paper.id()));
    model.addAttribute("card", PaperCard.of(view, site));
    model.addAttribute("site", site);
    model.addAttribute(
        "similar",
        similar.to(paper.id(), SIMILAR).stream().map(p -> PaperView.of(p, methods)).toList());
    return "paper/paper";
  }
}
