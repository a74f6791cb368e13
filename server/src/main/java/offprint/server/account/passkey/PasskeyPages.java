package offprint.server.account.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.account.Member;
import offprint.server.account.member.SettingsPages;
import offprint.server.account.member.SignIn;
import offprint.server.account.member.SignInPages;
import offprint.server.account.session.Sessions;
import offprint.server.web.FormErrors;
import offprint.server.web.LocalPath;
import offprint.server.web.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adding, revoking and using passkeys. A script fetches the options for the browser and puts its
 * answer into an ordinary form.
 */
@Controller
final class PasskeyPages {
  private final Passkeys passkeys;
  private final SignIn signIn;
  private final Sessions sessions;
  private final SettingsPages settings;
  private final SignInPages door;

  PasskeyPages(
      Passkeys passkeys,
      SignIn signIn,
      Sessions sessions,
      SettingsPages settings,
      SignInPages door) {
    this.passkeys = passkeys;
    this.signIn = signIn;
    this.sessions = sessions;
    this.settings = settings;
    this.door = door;
  }

  @PostMapping("/settings/passkeys/options")
  ResponseEntity<byte[]> adding(
      @RequestParam(defaultValue = "") String current, HttpServletRequest request) {
    return json(
        () -> {
          Member me = SettingsPages.me();
          signIn.confirm(me, current, request.getRemoteAddr());
          return passkeys.asked(me, request);
        });
  }

  @PostMapping("/settings/passkeys")
  String add(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String credential,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      passkeys.add(SettingsPages.me(), name, credential, request);
      return "redirect:/settings#passkeys";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return settings.page(request, model);
    }
  }

  @PostMapping("/settings/passkeys/{id}/revoke")
  String revoke(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      passkeys.revoke(SettingsPages.me(), id);
      return "redirect:/settings#passkeys";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return settings.page(request, model);
    }
  }

  @PostMapping("/login/passkey/options")
  ResponseEntity<byte[]> entering(HttpServletRequest request) {
    return json(
        () -> {
          signIn.count(request.getRemoteAddr());
          return passkeys.asked(request);
        });
  }

  @PostMapping("/login/passkey")
  String enter(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      if (credential.isEmpty()) {
        throw Problem.invalid(
            List.of(new Fault("credential", "credential must be a passkey's answer: got none")));
      }
      Optional<Member> member = passkeys.signedIn(credential, request);
      if (member.isPresent()) {
        sessions.begin(member.get(), request, response);
        return "redirect:" + LocalPath.of(next);
      }
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      model.addAttribute("message", "This passkey opens no account here.");
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return door.show("", next, request, model);
  }

  private static ResponseEntity<byte[]> json(Supplier<ObjectNode> answer) {
    ObjectNode body;
    ResponseEntity.BodyBuilder response;
    try {
      body = answer.get();
      response = ResponseEntity.ok();
    } catch (Problem problem) {
      body = Json.MAPPER.createObjectNode().put("detail", problem.getMessage());
      response = ResponseEntity.status(problem.status());
      if (problem.retrySeconds() > 0) {
        response.header("Retry-After", Long.toString(problem.retrySeconds()));
      }
    }
    return response
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(Json.MAPPER.writeValueAsBytes(body));
  }
}
