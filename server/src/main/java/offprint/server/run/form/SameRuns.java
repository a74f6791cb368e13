package offprint.server.run.form;

import offprint.server.method.MethodEntry;
import offprint.server.upload.Upload;
import offprint.server.upload.Uploads;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** Writes runs of forms for other surfaces, with this site's address and the reader's files. */
@Component
final class SameRuns {
  private final Uploads uploads;

  SameRuns(Uploads uploads) {
    this.uploads = uploads;
  }

  SameRun of(MethodEntry<?> method, String preset, ObjectNode values, long seed) {
    return SameRun.of(
        method,
        preset,
        FormValues.changed(method, preset, values),
        seed,
        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString(),
        ref -> uploads.find(ref).map(Upload::name).orElse(ref));
  }
}
