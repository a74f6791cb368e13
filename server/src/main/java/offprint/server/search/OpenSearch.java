package offprint.server.search;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Tells browsers how to search here from their address bar (OpenSearch 1.1). */
@RestController
final class OpenSearch {
  private static final MediaType DESCRIPTION =
      new MediaType("application", "opensearchdescription+xml", StandardCharsets.UTF_8);

  @GetMapping("/opensearch.xml")
  ResponseEntity<String> description() {
    String site = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
    return ResponseEntity.ok()
        .contentType(DESCRIPTION)
        .body(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
              <ShortName>Offprint</ShortName>
              <Description>Papers worth reading, and running</Description>
              <InputEncoding>UTF-8</InputEncoding>
              <Image width="16" height="16" type="image/svg+xml">%1$s/assets/logo.svg</Image>
              <Url type="text/html" template="%1$s/search?q={searchTerms}"/>
              <Url type="application/atom+xml" template="%1$s/search.atom?q={searchTerms}"/>
            </OpenSearchDescription>
            """
                .formatted(site));
  }
}
