package offprint.server.collection;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.account.Accounts;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.StoredPaper;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Pages and forms of collections; they need no script. */
@Controller
@RequestMapping("/collections")
final class CollectionPages {
  private static final int PAGE = 50;
  private static final int LAST_PAGE = 1_000;
  private static final String FORM = "collection/form";
  private static final String ADD = "collection/add";

  private final Collections collections;
  private final Methods methods;
  private final Accounts accounts;

  CollectionPages(Collections collections, Methods methods, Accounts accounts) {
    this.collections = collections;
    this.methods = methods;
    this.accounts = accounts;
  }

  /** A paper as a collection shows it. */
  record EntryView(PaperView paper, String address, String note) {}

  /** A collection to choose, and whether it contains the paper. */
  record Choice(CollectionSummary collection, boolean has) {}

  /** The submitted form. */
  record Filled(String title, String description, String visibility) {}

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int p, HttpServletResponse response, Model model) {
    if (p < 0 || p > LAST_PAGE) {
      throw Problem.invalid(
          List.of(new Fault("p", "p must be from 0 to %d: got %d".formatted(LAST_PAGE, p))));
    }
    List<CollectionSummary> found = collections.everybodys(PAGE + 1, p * PAGE);
    model.addAttribute("own", p == 0 ? collections.own() : List.of());
    model.addAttribute("signedIn", accounts.viewer().isSignedIn());
    model.addAttribute("everybodys", found.subList(0, Math.min(PAGE, found.size())));
    model.addAttribute("previous", p == 0 ? null : p - 1);
    model.addAttribute("next", found.size() > PAGE ? p + 1 : null);
    keepPrivate(response);
    return "collection/list";
  }

  private static void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "private, no-cache");
  }

  @GetMapping("/{id:[0-9]+}")
  String page(@PathVariable long id, HttpServletResponse response, Model model) {
    CollectionSummary collection = collections.readable(id);
    boolean own = collections.isOwn(collection);
    model.addAttribute("own", own);
    model.addAttribute("url", collection.url());
    boolean everybodys = collection.visibility() == Visibility.PUBLIC;
    model.addAttribute("feed", everybodys ? collection.url() + ".atom" : "");
    model.addAttribute("jsonFeed", everybodys ? collection.url() + ".json" : "");
    model.addAttribute(
        "link",
        own && collection.visibility() == Visibility.LINK
            ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                + collection.sharedUrl()
            : "");
    model.addAttribute("moderator", accounts.viewer().isModerator() && everybodys && !own);
    return show(collection, response, model);
  }

  @GetMapping("/shared/{word}")
  String shared(@PathVariable String word, HttpServletResponse response, Model model) {
    CollectionSummary collection = collections.shared(word);
    model.addAttribute("own", false);
    model.addAttribute("url", collection.sharedUrl());
    model.addAttribute("feed", "");
    model.addAttribute("jsonFeed", "");
    model.addAttribute("link", "");
    model.addAttribute("moderator", false);
    response.setHeader("X-Robots-Tag", "noindex");
    return show(collection, response, model);
  }

  private String show(CollectionSummary collection, HttpServletResponse response, Model model) {
    model.addAttribute("collection", collection);
    model.addAttribute(
        "entries",
        collections.entries(collection).stream()
            .map(
                entry ->
                    new EntryView(
                        PaperView.of(entry.paper(), methods),
                        entry.paper().address(),
                        entry.note()))
            .toList());
    keepPrivate(response);
    return "collection/collection";
  }

  @GetMapping("/new")
  String make(Model model) {
    return form("New collection", "/collections", new Filled("", "", "private"), model);
  }

  private static String form(String heading, String action, Filled filled, Model model) {
    model.addAttribute("heading", heading);
    model.addAttribute("action", action);
    model.addAttribute("filled", filled);
    model.addAttribute("visibilities", List.of(Visibility.values()));
    return FORM;
  }

  @PostMapping
  String create(
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "private") String visibility,
      HttpServletResponse response,
      Model model) {
    try {
      return "redirect:" + collections.create(title, description, visibility).url();
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return form(
          "New collection", "/collections", new Filled(title, description, visibility), model);
    }
  }

  @GetMapping("/{id:[0-9]+}/edit")
  String edit(@PathVariable long id, Model model) {
    CollectionSummary own = collections.own(id);
    return form(
        "Edit the collection",
        own.url() + "/edit",
        new Filled(own.title(), own.description(), own.visibility().word()),
        model);
  }

  @PostMapping("/{id:[0-9]+}/edit")
  String edit(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String visibility,
      HttpServletResponse response,
      Model model) {
    CollectionSummary own = collections.own(id);
    try {
      return "redirect:" + collections.change(id, title, description, visibility).url();
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      Filled filled = new Filled(title, description, visibility);
      return form("Edit the collection", own.url() + "/edit", filled, model);
    }
  }

  @PostMapping("/{id:[0-9]+}/delete")
  String delete(@PathVariable long id) {
    collections.delete(id);
    return "redirect:/collections";
  }

  @PostMapping("/{id:[0-9]+}/link")
  String relink(@PathVariable long id) {
    return "redirect:" + collections.relink(id).url();
  }

  @PostMapping("/{id:[0-9]+}/withdraw")
  String withdraw(@PathVariable long id) {
    collections.withdraw(id);
    return "redirect:/collections";
  }

  @PostMapping("/{id:[0-9]+}/note")
  String note(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String note) {
    collections.put(id, paper, note);
    return "redirect:/collections/" + id + "#paper-" + collections.paper(paper).address();
  }

  @PostMapping("/{id:[0-9]+}/remove")
  String remove(@PathVariable long id, @RequestParam(defaultValue = "") String paper) {
    collections.remove(id, paper);
    return "redirect:/collections/" + id;
  }

  @PostMapping("/{id:[0-9]+}/move")
  String move(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String way) {
    collections.own(id);
    if (!way.equals("up") && !way.equals("down")) {
      throw Problem.invalid(List.of(new Fault("way", "way must be up or down: got " + way)));
    }
    collections.shift(id, paper, way.equals("up") ? -1 : 1);
    return "redirect:/collections/" + id + "#paper-" + collections.paper(paper).address();
  }

  @GetMapping("/add")
  String adding(@RequestParam(defaultValue = "") String paper, Model model) {
    return adding(collections.paper(paper), "", "", model);
  }

  private String adding(StoredPaper paper, String title, String note, Model model) {
    List<Long> has = collections.containing(paper);
    model.addAttribute("paper", PaperView.of(paper, methods));
    model.addAttribute("address", paper.address());
    model.addAttribute(
        "choices",
        collections.own().stream().map(each -> new Choice(each, has.contains(each.id()))).toList());
    model.addAttribute("title", title);
    model.addAttribute("note", note);
    return ADD;
  }

  /**
   * @param collection its number, "new" to create a private one
   */
  @PostMapping("/add")
  String add(
      @RequestParam(defaultValue = "") String paper,
      @RequestParam(defaultValue = "") String collection,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String note,
      HttpServletResponse response,
      Model model) {
    StoredPaper stored = collections.paper(paper);
    try {
      long id =
          collection.equals("new")
              ? collections.create(title, "", Visibility.PRIVATE.word()).id()
              : number(collection);
      collections.put(id, paper, note);
      return "redirect:/collections/" + id + "#paper-" + stored.address();
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return adding(stored, title, note, model);
    }
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.invalid(
          List.of(
              new Fault(
                  "collection",
                  "collection must be one of yours or new: got '%s'".formatted(text))));
    }
    return Long.parseLong(text);
  }
}
