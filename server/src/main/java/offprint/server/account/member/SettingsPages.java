package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import offprint.engine.Json;
import offprint.server.account.Member;
import offprint.server.account.Scope;
import offprint.server.account.session.Sessions;
import offprint.server.account.session.Tokens;
import offprint.server.web.DisplayTime;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Settings of one's own account. */
@Controller
@RequestMapping("/settings")
public final class SettingsPages {
  private static final String PAGE = "account/member/settings";

  private final AccountAdministration accountAdministration;
  private final Sessions sessions;
  private final Tokens tokens;
  private final SignIn signIn;
  private final EmailConfirmations emailConfirmations;
  private final SignInMethods ways;

  SettingsPages(
      AccountAdministration accountAdministration,
      Sessions sessions,
      Tokens tokens,
      SignIn signIn,
      EmailConfirmations emailConfirmations,
      SignInMethods ways) {
    this.accountAdministration = accountAdministration;
    this.sessions = sessions;
    this.tokens = tokens;
    this.signIn = signIn;
    this.emailConfirmations = emailConfirmations;
    this.ways = ways;
  }

  /** A session in the list. */
  record SessionView(
      long id, DisplayTime since, DisplayTime seen, String address, String agent, boolean here) {}

  /** A token in the list. */
  record TokenView(
      long id,
      String name,
      String scopes,
      DisplayTime expires,
      boolean over,
      @Nullable DisplayTime used) {}

  @ModelAttribute
  void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  /**
   * The member signed in to the browser.
   *
   * @throws Problem unauthorized for anonymous requests and API tokens
   */
  public static Member me() {
    return Member.current()
        .filter(Member::hasSession)
        .orElseThrow(() -> Problem.unknown("this needs a session: sign in at /login"));
  }

  @GetMapping
  public String page(HttpServletRequest request, Model model) {
    Member me = me();
    AccountTable.Row account = accountAdministration.get(me.id());
    long now = System.currentTimeMillis();
    model.addAttribute("account", account);
    ways.show(me, request, model);
    model.addAttribute("reach", emailConfirmations.standing(account));
    model.addAttribute("since", DisplayTime.of(account.createdMillis()));
    model.addAttribute(
        "sessions",
        sessions.of(me.id()).stream()
            .map(
                s ->
                    new SessionView(
                        s.id(),
                        DisplayTime.of(s.createdMillis()),
                        DisplayTime.of(s.seenMillis()),
                        s.address(),
                        s.agent(),
                        s.id() == me.session()))
            .toList());
    model.addAttribute(
        "tokens",
        tokens.of(me.id()).stream()
            .map(
                t ->
                    new TokenView(
                        t.id(),
                        t.name(),
                        t.scopes(),
                        DisplayTime.of(t.expiresMillis()),
                        t.expiresMillis() <= now,
                        t.usedMillis() == null ? null : DisplayTime.of(t.usedMillis())))
            .toList());
    model.addAttribute("scopes", Arrays.asList(Scope.values()));
    model.addAttribute("mostDays", Tokens.MOST_DAYS);
    return PAGE;
  }

  @PostMapping("/password")
  String password(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return change(
        current,
        () -> {
          accountAdministration.password(me(), password);
          return "The password is changed; other sessions have ended.";
        },
        request,
        response,
        model);
  }

  @PostMapping("/email")
  String email(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return change(current, () -> emailConfirmations.change(me(), email), request, response, model);
  }

  @PostMapping("/email/again")
  String again(HttpServletRequest request, HttpServletResponse response, Model model) {
    try {
      emailConfirmations.again(me());
      model.addAttribute("done", "Another link is on its way.");
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return page(request, model);
  }

  private String change(
      String current,
      Supplier<String> change,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      signIn.confirm(me(), current, request.getRemoteAddr());
      model.addAttribute("done", change.get());
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return page(request, model);
  }

  @PostMapping("/sessions/{id}/end")
  String end(@PathVariable long id, HttpServletRequest request, HttpServletResponse response) {
    Member me = me();
    if (id == me.session()) {
      sessions.end(request, response);
      return "redirect:/login";
    }
    sessions.end(me.id(), id);
    return "redirect:/settings#sessions";
  }

  @PostMapping("/sessions/end-others")
  String endOthers() {
    Member me = me();
    sessions.endOthers(me.id(), me.session());
    return "redirect:/settings#sessions";
  }

  @PostMapping("/tokens")
  String token(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> scopes,
      @RequestParam(defaultValue = "90") int days,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      model.addAttribute("token", tokens.make(me(), name, scopes, days));
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return page(request, model);
  }

  @PostMapping("/tokens/{id}/revoke")
  String revoke(@PathVariable long id) {
    tokens.revoke(me().id(), id);
    return "redirect:/settings#tokens";
  }

  @GetMapping("/export")
  ResponseEntity<byte[]> export() {
    Member me = me();
    byte[] body = Json.MAPPER.writeValueAsBytes(accountAdministration.export(me.id()));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"offprint-%s.json\"".formatted(me.name()))
        .body(body);
  }

  @PostMapping("/delete")
  String delete(
      @RequestParam(defaultValue = "") String current,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      signIn.confirm(me(), current, request.getRemoteAddr());
      accountAdministration.delete(me().id());
      sessions.end(request, response);
      return "redirect:/";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return page(request, model);
    }
  }
}
