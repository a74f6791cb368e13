package offprint.server.follow;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox; its pages and forms need no script. */
@Controller
@RequestMapping("/notifications")
final class NoticePages {
  private final Notices notices;

  NoticePages(Notices notices) {
    this.notices = notices;
  }

  @GetMapping
  String inbox(
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
      HttpServletResponse response,
      Model model) {
    List<Notice> shown = notices.inbox(false, before);
    model.addAttribute("notices", shown);
    model.addAttribute("first", before == Long.MAX_VALUE);
    model.addAttribute("newest", shown.isEmpty() ? 0 : shown.getFirst().id());
    model.addAttribute("unread", notices.unread());
    model.addAttribute("next", shown.size() == Notices.PAGE ? shown.getLast().id() : null);
    model.addAttribute("choices", notices.choices());
    model.addAttribute("ways", List.of(NoticeKind.Way.values()));
    response.setHeader("Cache-Control", "no-store");
    return "follow/notifications";
  }

  /** Marks the notices shown on the page as read; later ones stay unread. */
  @PostMapping("/read")
  String readAll(@RequestParam(defaultValue = "0") long upTo) {
    notices.readAll(upTo);
    return "redirect:/notifications";
  }

  @PostMapping("/{id:[0-9]+}/read")
  String read(@PathVariable long id) {
    notices.read(id);
    return "redirect:/notifications";
  }

  @PostMapping("/choices")
  String choose(@RequestParam Map<String, String> ways) {
    notices.choose(ways);
    return "redirect:/notifications#choices";
  }
}
