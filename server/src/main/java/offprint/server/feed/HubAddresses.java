package offprint.server.feed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Redirects the hub's page addresses, /papers with a parameter, to lists and searches. */
@Controller
final class HubAddresses {
  @GetMapping(path = "/papers", params = "date")
  ResponseEntity<Void> day(@RequestParam String date) {
    return to("/papers/date/", date);
  }

  @GetMapping(path = "/papers", params = "week")
  ResponseEntity<Void> week(@RequestParam String week) {
    return to("/papers/week/", week);
  }

  @GetMapping(path = "/papers", params = "month")
  ResponseEntity<Void> month(@RequestParam String month) {
    return to("/papers/month/", month);
  }

  @GetMapping(path = "/papers", params = "q")
  ResponseEntity<Void> search(@RequestParam String q) {
    return to("/search?q=", q);
  }

  private static ResponseEntity<Void> to(String place, String value) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .header(
            "Location",
            place + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"))
        .build();
  }
}
