package offprint.server.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import offprint.server.web.Summary;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
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

  @Summary("Your files, the latest first")
  @GetMapping
  List<Upload> list() {
    return uploads.mine().stream().map(StoredUpload::upload).toList();
  }

  @Summary("Name and size of a file that was given")
  @GetMapping("/{id}")
  Upload get(@PathVariable String id) {
    return uploads.get(id).upload();
  }

  @Summary("The file as it was given")
  @GetMapping("/{id}/content")
  ResponseEntity<Resource> content(@PathVariable String id) {
    StoredUpload upload = uploads.get(id);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            "Content-Disposition",
            ContentDisposition.attachment().filename(upload.name()).build().toString())
        .body(new FileSystemResource(uploads.file(upload)));
  }

  @Summary(value = "Deletes a file; runs that read it meanwhile may fail", status = 204)
  @DeleteMapping("/{id}")
  ResponseEntity<Object> delete(@PathVariable String id) {
    uploads.delete(id);
    return ResponseEntity.noContent().build();
  }
}
