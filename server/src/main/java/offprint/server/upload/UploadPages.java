package offprint.server.upload;

import java.util.List;
import offprint.engine.Numbers;
import offprint.server.web.DisplayTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Pages of one's own uploads. */
@Controller
final class UploadPages {
  private final Uploads uploads;

  UploadPages(Uploads uploads) {
    this.uploads = uploads;
  }

  /** A file in the list. */
  record View(String id, String name, String size, DisplayTime given) {}

  @GetMapping("/uploads")
  String list(Model model) {
    List<StoredUpload> mine = uploads.mine();
    model.addAttribute(
        "files",
        mine.stream()
            .map(
                upload ->
                    new View(
                        upload.id(),
                        upload.name(),
                        Numbers.bytes(upload.bytes()),
                        DisplayTime.of(upload.created().toEpochMilli())))
            .toList());
    model.addAttribute("total", Numbers.bytes(mine.stream().mapToLong(StoredUpload::bytes).sum()));
    return "upload/list";
  }

  @PostMapping("/uploads/{id}/delete")
  String delete(@PathVariable String id) {
    uploads.delete(id);
    return "redirect:/uploads";
  }
}
