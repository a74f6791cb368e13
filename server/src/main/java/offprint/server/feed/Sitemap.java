package offprint.server.feed;

import java.util.List;
import offprint.server.paper.Papers;
import offprint.server.web.Problem;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Serves robots.txt and the sitemap. */
@RestController
final class Sitemap {
  private static final int PART = 50_000;
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String SCHEMA = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  private static final List<String> LISTS =
      List.of(
          "/", "/papers/trending", "/papers/newest", "/topics", "/papers/calendar", "/runnable");

  private final Papers papers;

  Sitemap(Papers papers) {
    this.papers = papers;
  }

  @GetMapping("/robots.txt")
  ResponseEntity<String> robots() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .body(
            """
            User-agent: *
            Disallow: /runs
            Disallow: /search
            Disallow: /api/
            Disallow: /papers/*/run/
            Sitemap: %s/sitemap.xml
            """
                .formatted(site()));
  }

  @GetMapping("/sitemap.xml")
  ResponseEntity<String> index() {
    StringBuilder xml = new StringBuilder(HEAD).append("<sitemapindex").append(SCHEMA);
    xml.append("<sitemap><loc>").append(site()).append("/sitemap-lists.xml</loc></sitemap>\n");
    long parts = (papers.last() + PART - 1) / PART;
    for (long part = 1; part <= parts; part++) {
      xml.append("<sitemap><loc>%s/sitemap-%d.xml</loc></sitemap>%n".formatted(site(), part));
    }
    return xml(xml.append("</sitemapindex>\n"));
  }

  @GetMapping("/sitemap-lists.xml")
  ResponseEntity<String> lists() {
    return urls(LISTS);
  }

  @GetMapping("/sitemap-{part:[0-9]{1,9}}.xml")
  ResponseEntity<String> part(@PathVariable long part) {
    List<String> addresses = papers.addresses((part - 1) * PART, part * PART);
    if (addresses.isEmpty()) {
      throw Problem.notFound("there is no part %d of the sitemap".formatted(part));
    }
    return urls(addresses.stream().map(address -> "/papers/" + address).toList());
  }

  private static ResponseEntity<String> urls(List<String> paths) {
    String site = site();
    StringBuilder xml = new StringBuilder(HEAD).append("<urlset").append(SCHEMA);
    for (String path : paths) {
      xml.append("<url><loc>").append(site).append(path).append("</loc></url>\n");
    }
    return xml(xml.append("</urlset>\n"));
  }

  private static String site() {
    return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
  }

  private static ResponseEntity<String> xml(StringBuilder xml) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(xml.toString());
  }
}
