package offprint.server.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import offprint.engine.Fault;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SubmitApi {
  private final Ingest ingest;

  SubmitApi(Ingest ingest) {
    this.ingest = ingest;
  }

  /**
   * What is submitted.
   *
   * @param id arXiv id, with version or without, or the address of a paper
   */
  record Submission(@Nullable String id) {}

  /**
   * A submitted paper.
   *
   * @param known true if it stood on a list before
   * @param date of the list it stands on
   * @param url of its page, below the site's
   */
  record Receipt(String id, String title, boolean known, String date, String url) {}

  @Summary(value = "Put a paper on today's list, fetched from arXiv", status = 201)
  @PostMapping("/api/v1/papers")
  ResponseEntity<Receipt> submit(@RequestBody Submission submission) throws IOException {
    Ingest.Submitted paper = submit(ingest, submission.id() == null ? "" : submission.id());
    Receipt receipt =
        new Receipt(paper.id(), paper.title(), paper.known(), paper.day(), "/papers/" + paper.id());
    return ResponseEntity.status(paper.known() ? HttpStatus.OK : HttpStatus.CREATED).body(receipt);
  }

  @Summary("The sources that papers are taken from, and how the last reading of each went")
  @GetMapping("/api/v1/ingests")
  List<Ingest.Standing> sources() {
    return ingest.standings();
  }

  /** Submits and says what went wrong in words for the reader. */
  static Ingest.Submitted submit(Ingest ingest, String typed) throws IOException {
    try {
      Optional<Ingest.Submitted> paper = ingest.submit(typed);
      return paper.orElseThrow(
          () -> Problem.notFound("arXiv has no paper '%s'".formatted(typed.strip())));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(List.of(new Fault("id", String.valueOf(e.getMessage()))));
    } catch (IngestException e) {
      throw Problem.unavailable(e.getMessage() + "; nothing was stored, try again later");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the server is being stopped; nothing was stored");
    }
  }
}
