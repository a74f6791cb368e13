package offprint.server.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/collections")
final class CollectionApi {
  private static final int MOST = 100;

  private final Collections collections;

  CollectionApi(Collections collections) {
    this.collections = collections;
  }

  /**
   * Title, description and visibility of a collection, as its owner writes them.
   *
   * @param visibility private, link or public
   */
  record CollectionHead(
      @Nullable String title, @Nullable String description, @Nullable String visibility) {}

  /**
   * A paper to add to a collection.
   *
   * @param paper arXiv id or slug
   * @param place from 1; if absent, a new paper goes to the end and a present one stays in place
   */
  record CollectionEntry(@Nullable String paper, @Nullable String note, @Nullable Integer place) {}

  /**
   * A collection.
   *
   * @param link path that opens it if shared by link, for its owner only; else ""
   */
  record CollectionJson(
      long id,
      String owner,
      String title,
      String description,
      String visibility,
      String link,
      int papers,
      String created,
      String changed) {}

  /** A collection with its papers in order. */
  record CollectionWhole(CollectionJson collection, List<CollectionPaper> papers) {}

  /**
   * A paper in a collection.
   *
   * @param paper arXiv id or slug
   */
  record CollectionPaper(String paper, String title, String note) {}

  @Summary("Your collections, then the last changed of others that are public")
  @GetMapping
  List<CollectionJson> all() {
    List<CollectionJson> all = new ArrayList<>();
    collections.own().forEach(each -> all.add(json(each)));
    collections.everybodys(MOST, 0).stream()
        .filter(each -> !collections.isOwn(each))
        .forEach(each -> all.add(json(each)));
    return all;
  }

  private CollectionJson json(CollectionSummary each) {
    boolean linked = collections.isOwn(each) && each.visibility() == Visibility.LINK;
    return new CollectionJson(
        each.id(),
        each.ownerName(),
        each.title(),
        each.description(),
        each.visibility().word(),
        linked ? each.sharedUrl() : "",
        each.papers(),
        Instant.ofEpochMilli(each.createdMillis()).toString(),
        Instant.ofEpochMilli(each.changedMillis()).toString());
  }

  @Summary(value = "Makes a collection, private unless said otherwise", status = 201)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CollectionJson create(@RequestBody CollectionHead head) {
    return json(
        collections.create(
            Objects.requireNonNullElse(head.title(), ""),
            Objects.requireNonNullElse(head.description(), ""),
            Objects.requireNonNullElse(head.visibility(), "private")));
  }

  @Summary("A collection with its papers")
  @GetMapping("/{id}")
  CollectionWhole get(@PathVariable long id) {
    return whole(collections.readable(id));
  }

  private CollectionWhole whole(CollectionSummary collection) {
    return new CollectionWhole(
        json(collection),
        collections.entries(collection).stream()
            .map(e -> new CollectionPaper(e.paper().address(), e.paper().title(), e.note()))
            .toList());
  }

  @Summary("Changes what your collection is called and who may read it")
  @PutMapping("/{id}")
  CollectionJson change(@PathVariable long id, @RequestBody CollectionHead head) {
    CollectionSummary own = collections.own(id);
    return json(
        collections.change(
            id,
            Objects.requireNonNullElse(head.title(), own.title()),
            Objects.requireNonNullElse(head.description(), own.description()),
            Objects.requireNonNullElse(head.visibility(), own.visibility().word())));
  }

  @Summary("Deletes your collection; the papers stay")
  @DeleteMapping("/{id}")
  List<CollectionJson> delete(@PathVariable long id) {
    collections.delete(id);
    return collections.own().stream().map(this::json).toList();
  }

  @Summary("Makes another link to your collection; the old one ends")
  @PostMapping("/{id}/link")
  CollectionJson relink(@PathVariable long id) {
    return json(collections.relink(id));
  }

  @Summary("Puts a paper into your collection, or another note or place to it")
  @PutMapping("/{id}/papers")
  CollectionWhole put(@PathVariable long id, @RequestBody CollectionEntry entry) {
    CollectionSummary own = collections.own(id);
    String paper = Objects.requireNonNullElse(entry.paper(), "");
    String note = entry.note();
    Integer place = entry.place();
    if (note != null || place == null || !collections.has(own, paper)) {
      collections.put(id, paper, Objects.requireNonNullElse(note, ""));
    }
    if (place != null) {
      collections.place(id, paper, place);
    }
    return whole(collections.own(id));
  }

  @Summary("Takes a paper out of your collection")
  @DeleteMapping("/{id}/papers")
  CollectionWhole remove(@PathVariable long id, @RequestParam(defaultValue = "") String paper) {
    collections.remove(id, paper);
    return whole(collections.own(id));
  }
}
