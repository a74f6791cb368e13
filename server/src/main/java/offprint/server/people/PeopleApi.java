package offprint.server.people;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import offprint.server.account.Accounts;
import offprint.server.collection.CollectionSummary;
import offprint.server.collection.Collections;
import offprint.server.web.Problem;
import offprint.server.web.Summary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class PeopleApi {
  private final Claims claims;
  private final Accounts accounts;
  private final Collections collections;

  PeopleApi(Claims claims, Accounts accounts, Collections collections) {
    this.claims = claims;
    this.accounts = accounts;
    this.collections = collections;
  }

  /**
   * A person.
   *
   * @param papers arXiv ids or slugs of papers of which they are an author
   * @param collections numbers of their public collections
   */
  record PersonJson(String name, List<String> papers, List<Long> collections) {}

  /**
   * A claim to be made.
   *
   * @param paper arXiv id or slug
   * @param place which author, from 1
   * @param evidence evidence: an ORCID, a home page, a note
   */
  record ClaimWanted(@Nullable String paper, @Nullable Integer place, @Nullable String evidence) {}

  /**
   * A claim.
   *
   * @param state asked, approved or refused
   */
  record ClaimJson(
      long id,
      String paper,
      int place,
      String author,
      String evidence,
      String state,
      String created) {}

  @Summary("Somebody's papers and public collections")
  @GetMapping("/api/v1/people/{name}")
  PersonJson person(@PathVariable String name) {
    Accounts.Person person =
        accounts
            .person(name)
            .orElseThrow(() -> Problem.notFound("there is nobody called '%s'".formatted(name)));
    return new PersonJson(
        person.name(),
        claims.approvedOf(person.id()).stream().map(ClaimTable.Row::address).toList(),
        collections.publicOf(person.id()).stream().map(CollectionSummary::id).toList());
  }

  @Summary("Your claims to be an author")
  @GetMapping("/api/v1/claims")
  List<ClaimJson> all() {
    return claims.own().stream().map(PeopleApi::json).toList();
  }

  private static ClaimJson json(ClaimTable.Row row) {
    return new ClaimJson(
        row.id(),
        row.address(),
        row.place(),
        row.author(),
        row.evidence(),
        row.state().word(),
        Instant.ofEpochMilli(row.createdMillis()).toString());
  }

  @Summary(value = "Claims that you are an author of a paper; a moderator decides", status = 201)
  @PostMapping("/api/v1/claims")
  @ResponseStatus(HttpStatus.CREATED)
  ClaimJson claim(@RequestBody ClaimWanted wanted) {
    return json(
        claims.claim(
            Objects.requireNonNullElse(wanted.paper(), ""),
            Objects.requireNonNullElse(wanted.place(), 0),
            Objects.requireNonNullElse(wanted.evidence(), "")));
  }

  @Summary("Withdraws your claim, decided or not")
  @DeleteMapping("/api/v1/claims/{id}")
  List<ClaimJson> withdraw(@PathVariable long id) {
    claims.withdraw(id);
    return all();
  }
}
