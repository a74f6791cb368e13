package offprint.server.upload;

import java.io.IOException;
import java.io.InputStream;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/uploads")
final class UploadApi {
  private final Uploads uploads;

  UploadApi(Uploads uploads) {
    this.uploads = uploads;
  }

  @Summary(value = "Gives a file as the body of the request", status = 201)
  @PutMapping("/{name}")
  @ResponseStatus(HttpStatus.CREATED)
  Upload put(@PathVariable String name, InputStream body) throws IOException {
    return uploads.store(name, body);
  }

  @Summary(value = "Gives a file as part 'file' of a form", status = 201)
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Upload post(@RequestParam MultipartFile file) throws IOException {
    String name = file.getOriginalFilename();
    try (InputStream content = file.getInputStream()) {
      return uploads.store(name == null ? "" : name, content);
    }
  }

  @Summary("Name and size of a file that was given")
  @GetMapping("/{id}")
  Upload get(@PathVariable String id) {
    return uploads
        .find("upload:" + id)
        .orElseThrow(() -> Problem.notFound("there is no upload '%s'".formatted(id)));
  }
}
