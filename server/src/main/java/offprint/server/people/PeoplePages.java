package offprint.server.people;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.server.account.Accounts;
import offprint.server.collection.Collections;
import offprint.server.discussion.Discussion;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.StoredPaper;
import offprint.server.web.DisplayTime;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages of people and claims of authorship; their forms need no script. */
@Controller
final class PeoplePages {
  private static final int SAID = 50;

  private final Claims claims;
  private final Accounts accounts;
  private final Collections collections;
  private final Discussion discussion;
  private final Methods methods;

  PeoplePages(
      Claims claims,
      Accounts accounts,
      Collections collections,
      Discussion discussion,
      Methods methods) {
    this.claims = claims;
    this.accounts = accounts;
    this.collections = collections;
    this.discussion = discussion;
    this.methods = methods;
  }

  /** A claim as pages show it. */
  record ClaimView(
      long id,
      String name,
      String address,
      String title,
      int place,
      String author,
      String evidence,
      String state,
      DisplayTime asked) {
    static ClaimView of(ClaimTable.Row row) {
      return new ClaimView(
          row.id(),
          row.name(),
          row.address(),
          row.title(),
          row.place(),
          row.author(),
          row.evidence(),
          row.state().word(),
          DisplayTime.of(row.createdMillis()));
    }
  }

  @GetMapping("/people/{name}")
  String person(@PathVariable String name, HttpServletResponse response, Model model) {
    Accounts.Person person =
        accounts
            .person(name)
            .orElseThrow(() -> Problem.notFound("there is nobody called '%s'".formatted(name)));
    boolean me = accounts.viewer().isSignedIn() && accounts.viewer().id() == person.id();
    model.addAttribute("name", person.name());
    model.addAttribute("me", me);
    model.addAttribute(
        "papers", claims.approvedOf(person.id()).stream().map(ClaimView::of).toList());
    model.addAttribute(
        "claims",
        me
            ? claims.own().stream()
                .filter(claim -> claim.state() != ClaimTable.State.APPROVED)
                .map(ClaimView::of)
                .toList()
            : List.of());
    model.addAttribute("moderator", accounts.viewer().isModerator());
    model.addAttribute("collections", collections.publicOf(person.id()));
    model.addAttribute("comments", discussion.saidBy(person.id(), SAID));
    response.setHeader("Cache-Control", "private, no-cache");
    return "people/person";
  }

  @GetMapping("/claims/new")
  String form(@RequestParam(defaultValue = "") String paper, Model model) {
    return form(claims.paper(paper), 1, "", model);
  }

  private String form(StoredPaper paper, int place, String evidence, Model model) {
    model.addAttribute("paper", PaperView.of(paper, methods));
    model.addAttribute("address", paper.address());
    model.addAttribute("place", place);
    model.addAttribute("evidence", evidence);
    return "people/claim";
  }

  @PostMapping("/claims")
  String claim(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "0") int place,
      @RequestParam(defaultValue = "") String evidence,
      HttpServletResponse response,
      Model model) {
    StoredPaper stored = claims.paper(paper);
    try {
      return "redirect:/people/" + claims.claim(paper, place, evidence).name() + "#claims";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return form(stored, place, evidence, model);
    }
  }

  @PostMapping("/claims/{id:[0-9]+}/withdraw")
  String withdraw(@PathVariable long id) {
    return "redirect:/people/" + claims.withdraw(id).name();
  }

  @GetMapping("/moderation/claims")
  String open(Model model) {
    model.addAttribute("claims", claims.open().stream().map(ClaimView::of).toList());
    return "people/claims";
  }

  @PostMapping("/moderation/claims/{id:[0-9]+}/approve")
  String approve(@PathVariable long id) {
    claims.decide(id, true);
    return "redirect:/moderation/claims";
  }

  @PostMapping("/moderation/claims/{id:[0-9]+}/refuse")
  String refuse(@PathVariable long id) {
    claims.decide(id, false);
    return "redirect:/moderation/claims";
  }

  @PostMapping("/moderation/claims/{id:[0-9]+}/revoke")
  String revoke(@PathVariable long id) {
    claims.revoke(id);
    return "redirect:/moderation/claims";
  }
}
