package offprint.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Third-party scripts, served from their jars with the version as entity tag. */
@Controller
final class Libraries {
  private static final Map<String, Library> LIBRARIES =
      Map.of(
          "htmx", new Library("org.webjars.npm", "htmx.org", "dist/htmx.min.js"),
          "vega", new Library("org.webjars", "vega", "vega.min.js"),
          "vega-lite", new Library("org.webjars", "vega-lite", "vega-lite.min.js"),
          "vega-embed", new Library("org.webjars", "vega-embed", "vega-embed.min.js"));

  private record Library(String group, String artifact, String file) {
    String version() throws IOException {
      String path = "META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
      Properties properties = new Properties();
      try (InputStream in = new ClassPathResource(path).getInputStream()) {
        properties.load(in);
      }
      return properties.getProperty("version");
    }

    Resource script(String version) {
      return new ClassPathResource(
          "META-INF/resources/webjars/%s/%s/%s".formatted(artifact, version, file));
    }
  }

  @GetMapping("/assets/lib/{name}.js")
  ResponseEntity<Resource> script(@PathVariable String name) throws IOException {
    Library library = LIBRARIES.get(name);
    if (library == null) {
      throw Problem.notFound("there is no script '%s'".formatted(name));
    }
    String version = library.version();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)))
        .eTag(version)
        .contentType(new MediaType("text", "javascript"))
        .body(library.script(version));
  }
}
