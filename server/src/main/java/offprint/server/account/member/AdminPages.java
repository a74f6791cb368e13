package offprint.server.account.member;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.Role;
import offprint.server.web.DisplayTime;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Accounts, invitations and the audit log, for administrators. */
@Controller
@RequestMapping("/admin")
final class AdminPages {
  private static final String PAGE = "account/member/admin";

  private final AccountAdministration accountAdministration;
  private final Registration registration;
  private final PasswordResets passwordResets;
  private final Audit audit;

  AdminPages(
      AccountAdministration accountAdministration,
      Registration registration,
      PasswordResets passwordResets,
      Audit audit) {
    this.accountAdministration = accountAdministration;
    this.registration = registration;
    this.passwordResets = passwordResets;
    this.audit = audit;
  }

  /** An account in the list. */
  record AccountView(
      long id,
      String name,
      String email,
      String role,
      boolean active,
      DisplayTime since,
      boolean me) {}

  /** An invitation in the list. */
  record InvitationView(long id, String inviter, String note, DisplayTime expires) {}

  /** An entry of the audit log. */
  record AuditView(
      long id, DisplayTime at, String actor, String act, String subject, String address) {}

  @ModelAttribute
  void guard(HttpServletResponse response) {
    administrator();
    response.setHeader("Cache-Control", "no-store");
  }

  /** Checks the role again although the filters do, so that a mistake there opens nothing here. */
  private static Member administrator() {
    return Member.current()
        .filter(member -> member.is(Role.ADMINISTRATOR))
        .orElseThrow(() -> Problem.refused("this needs an administrator's account"));
  }

  @GetMapping
  String page(@RequestParam(defaultValue = "0") long after, Model model) {
    Member me = administrator();
    List<AccountView> accounts =
        accountAdministration.after(after).stream()
            .map(
                a ->
                    new AccountView(
                        a.id(),
                        a.name(),
                        a.email(),
                        a.role().word(),
                        a.active(),
                        DisplayTime.of(a.createdMillis()),
                        a.id() == me.id()))
            .toList();
    model.addAttribute("accounts", accounts);
    model.addAttribute("count", accountAdministration.count());
    model.addAttribute(
        "next", accounts.size() == AccountAdministration.PAGE ? accounts.getLast().id() : null);
    model.addAttribute("joining", registration.joining().word());
    model.addAttribute(
        "invitations",
        registration.invitations().stream()
            .map(
                i ->
                    new InvitationView(
                        i.id(), i.inviter(), i.note(), DisplayTime.of(i.expiresMillis())))
            .toList());
    return PAGE;
  }

  @GetMapping("/audit")
  String audit(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
    List<AuditView> entries =
        audit.before(before).stream()
            .map(
                e ->
                    new AuditView(
                        e.id(),
                        DisplayTime.of(e.atMillis()),
                        e.actor(),
                        e.act(),
                        e.subject(),
                        e.address()))
            .toList();
    model.addAttribute("entries", entries);
    model.addAttribute("next", entries.size() == Audit.PAGE ? entries.getLast().id() : null);
    return "account/member/audit";
  }

  @PostMapping("/invitations")
  String invite(@RequestParam(defaultValue = "") String note, Model model) {
    String word = registration.invite(administrator(), note);
    model.addAttribute("link", link("/register?invitation=" + word));
    model.addAttribute("linkText", "This link makes one account, within 14 days:");
    return page(0, model);
  }

  private static String link(String path) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + path;
  }

  @PostMapping("/invitations/{id}/withdraw")
  String withdraw(@PathVariable long id) {
    registration.withdraw(id);
    return "redirect:/admin#invitations";
  }

  @PostMapping("/accounts/{id}/role")
  String role(@PathVariable long id, @RequestParam(defaultValue = "") String role) {
    accountAdministration.role(id, role);
    return "redirect:/admin";
  }

  @PostMapping("/accounts/{id}/suspend")
  String suspend(@PathVariable long id) {
    accountAdministration.suspend(id);
    return "redirect:/admin";
  }

  @PostMapping("/accounts/{id}/restore")
  String restore(@PathVariable long id) {
    accountAdministration.restore(id);
    return "redirect:/admin";
  }

  @PostMapping("/accounts/{id}/reset")
  String reset(@PathVariable long id, Model model) {
    model.addAttribute("link", link("/reset?word=" + passwordResets.issue(id)));
    model.addAttribute(
        "linkText",
        "This link sets a new password for %s, once, within 24 hours:"
            .formatted(accountAdministration.get(id).name()));
    return page(0, model);
  }

  @PostMapping("/accounts/{id}/delete")
  String delete(@PathVariable long id) {
    accountAdministration.delete(id);
    return "redirect:/admin";
  }
}
