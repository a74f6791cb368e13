package offprint.server.account.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import offprint.server.account.Member;
import offprint.server.account.PublicAddress;
import offprint.server.account.member.EmailConfirmations;
import offprint.server.account.member.SettingsPages;
import offprint.server.account.member.SignIn;
import offprint.server.account.member.SignInPages;
import offprint.server.account.provider.Identities.Errand;
import offprint.server.account.provider.Identities.Newcomer;
import offprint.server.account.provider.Identities.Outcome;
import offprint.server.account.provider.Provider.Trip;
import offprint.server.account.session.Sessions;
import offprint.server.web.FormErrors;
import offprint.server.web.LocalPath;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in at the provider, and linking an account to one there. */
@Controller
final class ProviderPages {
  private static final String BACK = "/login/provider/back";

  private final Provider provider;
  private final Identities identities;
  private final SignIn signIn;
  private final Sessions sessions;
  private final PublicAddress address;
  private final EmailConfirmations emailConfirmations;
  private final SettingsPages settings;
  private final SignInPages door;

  ProviderPages(
      Provider provider,
      Identities identities,
      SignIn signIn,
      Sessions sessions,
      PublicAddress address,
      EmailConfirmations emailConfirmations,
      SettingsPages settings,
      SignInPages door) {
    this.provider = provider;
    this.identities = identities;
    this.signIn = signIn;
    this.sessions = sessions;
    this.address = address;
    this.emailConfirmations = emailConfirmations;
    this.settings = settings;
    this.door = door;
  }

  @ModelAttribute
  void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    if (!provider.isOn()) {
      throw Problem.notFound("this site has no provider for signing in");
    }
  }

  /** A link and not a form, because the content policy keeps forms from leaving the site. */
  @GetMapping("/login/provider")
  String depart(
      @RequestParam(defaultValue = "") String next,
      @RequestParam(defaultValue = "") String invitation,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (Member.current().isPresent()) {
      return "redirect:" + LocalPath.of(next);
    }
    try {
      signIn.count(request.getRemoteAddr());
      return "redirect:" + begin(LocalPath.of(next), invitation, 0, request, response);
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return door.show("", next, request, model);
    }
  }

  private URI begin(
      String next,
      String invitation,
      long account,
      HttpServletRequest request,
      HttpServletResponse response) {
    URI site =
        address
            .of(request)
            .orElseThrow(
                () -> Problem.conflict("signing in there needs the site's address: serve --site"));
    Trip trip = Trip.to(site.resolve(BACK).toString());
    URI there = provider.address(trip);
    AuthorizationCookie.set(
        identities.depart(new Errand(trip, next, invitation, account)), request, response);
    return there;
  }

  @GetMapping(BACK)
  String arrive(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String error,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    String word = AuthorizationCookie.word(request).orElse("");
    AuthorizationCookie.clear(request, response);
    try {
      if (!error.isEmpty() || code.isEmpty()) {
        identities.giveUp(word);
        throw Problem.conflict(
            "%s did not sign you in%s"
                .formatted(
                    provider.name(), error.matches("[a-z_]{1,40}") ? " (" + error + ")" : ""));
      }
      return switch (identities.arrive(word, code, state, Member.current())) {
        case Outcome.SignedIn(Member member, String next) -> enter(member, next, request, response);
        case Outcome.Linked() -> "redirect:/settings#provider";
        case Outcome.New(String newcomer) -> {
          AuthorizationCookie.set(newcomer, request, response);
          yield "redirect:/login/provider/join";
        }
      };
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return door.show("", "", request, model);
    }
  }

  private String enter(
      Member member, String next, HttpServletRequest request, HttpServletResponse response) {
    sessions.begin(member, request, response);
    return "redirect:" + LocalPath.of(next);
  }

  @GetMapping("/login/provider/join")
  String joining(HttpServletRequest request, Model model) {
    Newcomer newcomer = newcomer(request);
    String called = newcomer.person().name().replaceFirst("@.*", "");
    return show(called, newcomer.person().email(), model);
  }

  private Newcomer newcomer(HttpServletRequest request) {
    return identities
        .newcomer(AuthorizationCookie.word(request).orElse(""))
        .orElseThrow(() -> Problem.notFound("this took longer than 10 minutes: sign in again"));
  }

  private String show(String name, String email, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("email", email);
    model.addAttribute("provider", provider.name());
    return "account/provider/join";
  }

  @PostMapping("/login/provider/join")
  String join(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    newcomer(request);
    try {
      Outcome.SignedIn made =
          identities.join(
              AuthorizationCookie.word(request).orElse(""), name, email, request.getRemoteAddr());
      AuthorizationCookie.clear(request, response);
      emailConfirmations.welcome(made.member(), email);
      return enter(made.member(), made.next(), request, response);
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return show(name, email, model);
    }
  }

  /**
   * Answers with a page that continues to the provider by itself, because the content policy keeps
   * forms from being redirected off the site.
   */
  @PostMapping("/settings/provider")
  String link(
      @RequestParam(defaultValue = "") String current,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      Member me = SettingsPages.me();
      signIn.confirm(me, current, request.getRemoteAddr());
      URI there = begin("/settings", "", me.id(), request, response);
      response.setHeader("Refresh", "0;url=" + there);
      model.addAttribute("there", there.toString());
      model.addAttribute("provider", provider.name());
      return "account/provider/going";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return settings.page(request, model);
    }
  }

  @PostMapping("/settings/provider/{id}/remove")
  String remove(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      identities.remove(SettingsPages.me(), id);
      return "redirect:/settings#provider";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return settings.page(request, model);
    }
  }
}
