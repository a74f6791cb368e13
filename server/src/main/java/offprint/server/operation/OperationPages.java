package offprint.server.operation;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Platform;
import offprint.server.account.Accounts;
import offprint.server.digest.Digest;
import offprint.server.home.Home;
import offprint.server.web.DisplayTime;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** State of the installation, for administrators. */
@Controller
final class OperationPages {
  private static final int FAILURES = 10;

  private final Accounts accounts;
  private final HealthChecks healthChecks;
  private final SiteStatistics siteStatistics;
  private final Digest digest;
  private final OperationConfig config;
  private final OperationTable table;

  OperationPages(
      Home home,
      Accounts accounts,
      HealthChecks healthChecks,
      SiteStatistics siteStatistics,
      Digest digest,
      OperationConfig config) {
    this.accounts = accounts;
    this.healthChecks = healthChecks;
    this.siteStatistics = siteStatistics;
    this.digest = digest;
    this.config = config;
    this.table = new OperationTable(JdbcClient.create(home.dataSource()));
  }

  /** A run or a mail that failed. */
  record FailedView(long id, String what, String why, DisplayTime at) {}

  @GetMapping("/admin/operation")
  String page(Model model, HttpServletResponse response) {
    if (!accounts.viewer().isAdministrator()) {
      throw Problem.refused("this needs an administrator's account");
    }
    response.setHeader("Cache-Control", "no-store");
    Platform platform = Platform.current();
    model.addAttribute("version", platform.version() + " (" + platform.commit() + ")");
    model.addAttribute("java", platform.java());
    model.addAttribute("checks", healthChecks.all());
    model.addAttribute("figures", siteStatistics.snapshot());
    model.addAttribute("mail", digest.standing());
    model.addAttribute("failedRuns", views(table.failedRuns(FAILURES)));
    model.addAttribute("failedMails", views(table.failedMails(FAILURES)));
    model.addAttribute("metrics", config.isOn() ? config.address() + ":" + config.port() : "");
    model.addAttribute("settings", config.settings());
    return "operation/operation";
  }

  private static List<FailedView> views(List<OperationTable.Failed> failed) {
    return failed.stream()
        .map(f -> new FailedView(f.id(), f.what(), f.why(), DisplayTime.of(f.atMillis())))
        .toList();
  }
}
