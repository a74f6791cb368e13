package offprint.server.follow;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages and forms of following; they need no script. */
@Controller
final class FollowPages {
  private final Following following;
  private final Accounts accounts;
  private final Methods methods;

  FollowPages(Following following, Accounts accounts, Methods methods) {
    this.following = following;
    this.accounts = accounts;
    this.methods = methods;
  }

  /** A paper in the list, and the follows that brought it there. */
  record Entry(PaperView paper, List<Followed> because) {}

  @GetMapping("/following")
  String page(HttpServletResponse response, Model model) {
    model.addAttribute("followed", following.of(accounts.member().id()));
    model.addAttribute(
        "entries",
        following.newest().stream()
            .map(pick -> new Entry(PaperView.of(pick.paper(), methods), pick.because()))
            .toList());
    response.setHeader("Cache-Control", "private, no-cache");
    return "follow/following";
  }

  /**
   * @param follow "yes" or "no"
   */
  @PostMapping("/following")
  String follow(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String follow,
      @RequestParam(defaultValue = "") String from) {
    if (!follow.equals("yes") && !follow.equals("no")) {
      throw Problem.invalid(
          List.of(new Fault("follow", "follow must be yes or no: got " + follow)));
    }
    following.follow(kind, name, follow.equals("yes"));
    Followed subject = new Followed(FollowKind.of(kind), name, name);
    return "redirect:" + (from.equals("following") ? "/following" : subject.url());
  }
}
