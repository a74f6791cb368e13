package offprint.server.run.page;

import java.util.List;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.run.view.RunAccess;
import offprint.server.run.view.RunView;
import offprint.server.run.view.RunViews;
import offprint.server.run.work.Bytes;
import offprint.server.run.work.Quotas;
import offprint.server.run.work.RunFilter;
import offprint.server.run.work.RunState;
import offprint.server.run.work.Runs;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists of runs: one's own, those that everybody may see, and for administrators all. */
@Controller
final class RunListPages {
  private static final int LAST_PAGE = 1_000_000;
  private static final int PAGE = 50;

  private final Runs runs;
  private final RunAccess access;
  private final RunViews views;
  private final Quotas quotas;
  private final Accounts accounts;

  RunListPages(Runs runs, RunAccess access, RunViews views, Quotas quotas, Accounts accounts) {
    this.quotas = quotas;
    this.runs = runs;
    this.access = access;
    this.views = views;
    this.accounts = accounts;
  }

  /**
   * @param whose "" for one's own where there is an account, else the public ones
   */
  @GetMapping("/runs")
  String list(
      @RequestParam(defaultValue = "") String whose,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String method,
      @RequestParam(defaultValue = "0") int p,
      Model model) {
    if (p < 0 || p > LAST_PAGE) {
      throw Problem.invalid(
          List.of(new Fault("p", "p must be from 0 to %d: got %d".formatted(LAST_PAGE, p))));
    }
    boolean owned = access.viewer() > 0;
    String chosen = whose.isEmpty() ? (owned ? "mine" : "public") : whose;
    RunFilter filter = access.filter(chosen, state, method);
    List<RunView> shown = runs.list(filter, PAGE, p * PAGE).stream().map(views::of).toList();
    int total = runs.count(filter);
    model.addAttribute("runs", shown);
    model.addAttribute("whose", chosen);
    model.addAttribute("state", state);
    model.addAttribute("method", filter.method());
    model.addAttribute("states", RunState.values());
    model.addAttribute("owned", owned);
    model.addAttribute("administrator", accounts.viewer().isAdministrator());
    model.addAttribute("total", total);
    if (chosen.equals("mine")) {
      model.addAttribute(
          "kept",
          "%s of %s"
              .formatted(
                  Bytes.inWords(quotas.kept(access.viewer())), Bytes.inWords(quotas.most())));
    }
    model.addAttribute("page", p);
    model.addAttribute("hasNext", (p + 1) * PAGE < total);
    model.addAttribute("isMoving", shown.stream().anyMatch(v -> !v.run().state().isOver()));
    return "run/page/list";
  }
}
