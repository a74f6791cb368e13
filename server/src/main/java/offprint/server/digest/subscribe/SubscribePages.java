package offprint.server.digest.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.digest.LinkSigner;
import offprint.server.digest.Links;
import offprint.server.digest.Subscriber;
import offprint.server.digest.Subscriptions;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Pages to subscribe, confirm, change and unsubscribe. Opening a link changes nothing, because mail
 * scanners open links; a button does.
 */
@Controller
final class SubscribePages {
  private static final String UNKNOWN = "this link is not good, or not any more";

  private final Subscriptions subscriptions;
  private final RateLimit limit;
  private final Links links;
  private final MailConfig config;
  private final Accounts accounts;

  SubscribePages(Subscriptions subscriptions, Links links, MailConfig config, Accounts accounts) {
    this.accounts = accounts;
    this.subscriptions = subscriptions;
    this.links = links;
    this.config = config;
    this.limit =
        new RateLimit(
            "requests for mail", config.asksPerHour(), Duration.ofHours(1), Clock.systemUTC());
  }

  @ModelAttribute("zones")
  Set<String> zones() {
    return new TreeSet<>(ZoneId.getAvailableZoneIds());
  }

  /** The viewer signed in to this browser, null for none; API tokens cannot subscribe. */
  private @Nullable Viewer me() {
    Viewer viewer = accounts.viewer();
    return viewer.isSignedIn() && viewer.session() ? viewer : null;
  }

  @ModelAttribute("me")
  String name() {
    Viewer me = me();
    return me == null ? "" : me.name();
  }

  @GetMapping("/subscribe")
  String form(
      @RequestParam(defaultValue = "") String topic,
      @RequestParam(defaultValue = "") String author,
      @RequestParam(defaultValue = "") String search,
      Model model) {
    model.addAttribute("on", config.isOn());
    model.addAttribute("form", ChoiceForm.of(topic, author, search));
    model.addAttribute("faults", List.of());
    return "digest/subscribe/subscribe";
  }

  @PostMapping("/subscribe")
  String ask(
      @ModelAttribute ChoiceForm form,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (!config.isOn()) {
      throw Problem.unavailable("this site sends no mail: nobody has set up a mail server for it");
    }
    ChoiceForm.Read read = form.read(true);
    EmailAddress address = read.address();
    if (!read.faults().isEmpty() || address == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("on", true);
      model.addAttribute("form", form);
      model.addAttribute("faults", read.faults());
      return "digest/subscribe/subscribe";
    }
    if (!limit.attempt(request.getRemoteAddr()).isConsumed()) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      return message(
          "Too often",
          "Mail was asked for from this computer %d times within an hour. Try again in an hour."
              .formatted(config.asksPerHour()),
          model);
    }
    subscriptions.ask(address, read.schedule(), read.wishes());
    return message(
        "Look into your mailbox",
        "A letter to %s is on its way. The link in it starts the mail, or, if that address gets it already, changes it."
            .formatted(address),
        model);
  }

  private static String message(String title, String text, Model model) {
    model.addAttribute("title", title);
    model.addAttribute("text", text);
    return "digest/subscribe/message";
  }

  @GetMapping("/subscribe/confirm/{word}")
  String confirming(@PathVariable String word, HttpServletResponse response, Model model) {
    secret(response);
    Subscriber subscriber = known(subscriptions.confirming(word));
    model.addAttribute("subscriber", subscriber);
    model.addAttribute("choice", subscriber.wishes().words());
    model.addAttribute("when", subscriber.schedule().words());
    model.addAttribute("action", "/subscribe/confirm/" + word);
    return "digest/subscribe/confirming";
  }

  @PostMapping("/subscribe/confirm/{word}")
  String confirm(@PathVariable String word, @RequestParam(defaultValue = "") String connect) {
    Subscriber subscriber = known(subscriptions.confirm(word));
    Viewer me = me();
    if (me != null && connect.equals("on")) {
      subscriptions.connect(subscriber, me.id());
    }
    return "redirect:" + links.managePath(subscriber.id()) + "?new";
  }

  @GetMapping("/subscription/{word}")
  String choose(
      @PathVariable String word,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    secret(response);
    Subscriber subscriber = known(subscriptions.find(LinkSigner.Purpose.SUBSCRIPTION, word));
    model.addAttribute("form", ChoiceForm.of(subscriber));
    model.addAttribute("faults", List.of());
    model.addAttribute(
        "notice",
        request.getParameter("new") != null
            ? "Your address is confirmed."
            : request.getParameter("saved") != null ? "Saved." : "");
    return choice(subscriber, word, model);
  }

  private String choice(Subscriber subscriber, String word, Model model) {
    model.addAttribute("subscriber", subscriber);
    model.addAttribute("when", subscriber.schedule().words());
    model.addAttribute("action", "/subscription/" + word);
    model.addAttribute("leave", links.leavePath(subscriber.id()));
    Viewer me = me();
    Long account = subscriber.account();
    model.addAttribute("connected", account != null);
    model.addAttribute("mine", me != null && account != null && account == me.id());
    model.addAttribute("connect", "/subscription/" + word + "/account");
    return "digest/subscribe/subscription";
  }

  @PostMapping("/subscription/{word}")
  String change(
      @PathVariable String word,
      @ModelAttribute ChoiceForm form,
      HttpServletResponse response,
      Model model) {
    secret(response);
    Subscriber subscriber = known(subscriptions.find(LinkSigner.Purpose.SUBSCRIPTION, word));
    ChoiceForm.Read read = form.read(false);
    if (!read.faults().isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("form", form);
      model.addAttribute("faults", read.faults());
      model.addAttribute("notice", "");
      return choice(subscriber, word, model);
    }
    subscriptions.change(subscriber, read.schedule(), read.wishes());
    return "redirect:/subscription/" + word + "?saved";
  }

  /**
   * Connects the subscription with the signed-in account or disconnects it.
   *
   * @param connect "yes" or "no"
   */
  @PostMapping("/subscription/{word}/account")
  String connect(@PathVariable String word, @RequestParam(defaultValue = "") String connect) {
    Subscriber subscriber = known(subscriptions.find(LinkSigner.Purpose.SUBSCRIPTION, word));
    Viewer me = me();
    if (connect.equals("no")) {
      subscriptions.connect(subscriber, null);
    } else if (me != null) {
      subscriptions.connect(subscriber, me.id());
    } else {
      return "redirect:/login?next=/subscription/" + word;
    }
    return "redirect:/subscription/" + word + "?saved";
  }

  @GetMapping("/unsubscribe/notices/{word}")
  String quieting(@PathVariable String word, HttpServletResponse response, Model model) {
    secret(response);
    Optional<Subscriber> subscriber = subscriptions.find(LinkSigner.Purpose.QUIET, word);
    if (subscriber.isEmpty() || !subscriber.get().wishes().notices()) {
      return quiet(model);
    }
    model.addAttribute("subscriber", subscriber.get());
    model.addAttribute("action", "/unsubscribe/notices/" + word);
    return "digest/subscribe/quieting";
  }

  /**
   * Unsubscribes from notices, by the button or by one click of a mail program (RFC 8058). May be
   * repeated.
   */
  @PostMapping("/unsubscribe/notices/{word}")
  String quiet(@PathVariable String word, HttpServletResponse response, Model model) {
    secret(response);
    subscriptions.find(LinkSigner.Purpose.QUIET, word).ifPresent(subscriptions::quiet);
    return quiet(model);
  }

  private static String quiet(Model model) {
    return message("No notices by mail", "They still stand in the inbox of the account.", model);
  }

  @GetMapping("/unsubscribe/{word}")
  String leaving(@PathVariable String word, HttpServletResponse response, Model model) {
    secret(response);
    Optional<Subscriber> subscriber = subscriptions.find(LinkSigner.Purpose.LEAVE, word);
    if (subscriber.isEmpty()) {
      return left(model);
    }
    model.addAttribute("subscriber", subscriber.get());
    model.addAttribute("action", "/unsubscribe/" + word);
    return "digest/subscribe/leaving";
  }

  /** Unsubscribes, by the button or by one click of a mail program (RFC 8058). May be repeated. */
  @PostMapping("/unsubscribe/{word}")
  String leave(@PathVariable String word, HttpServletResponse response, Model model) {
    secret(response);
    subscriptions.find(LinkSigner.Purpose.LEAVE, word).ifPresent(subscriptions::leave);
    return left(model);
  }

  private static String left(Model model) {
    return message(
        "No more mail",
        "The address that this link belongs to gets no mail from here, and is not kept.",
        model);
  }

  private static Subscriber known(Optional<Subscriber> subscriber) {
    return subscriber.orElseThrow(() -> Problem.notFound(UNKNOWN));
  }

  /** Keeps pages whose address holds a secret out of caches and referrers. */
  private static void secret(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex");
  }
}
