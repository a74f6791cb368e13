package offprint.server.discussion;

import java.time.Clock;
import java.time.Duration;
import offprint.server.account.AccountConfig;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Votes for papers, each stored in one transaction with the count it changes. */
@Component
public final class Votes {
  private final VoteTable votes;
  private final Papers papers;
  private final Accounts accounts;
  private final ContributionTransaction contributionTransaction;
  private final RateLimit limit;
  private final Clock clock = Clock.systemUTC();

  Votes(Home home, Papers papers, Accounts accounts, AccountConfig config) {
    this.votes = new VoteTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.accounts = accounts;
    this.contributionTransaction = new ContributionTransaction(home);
    this.limit = new RateLimit("votes", config.limits().votes(), Duration.ofMinutes(1), clock);
  }

  /** Number of a paper's votes, and whether the viewer voted. */
  public record Standing(int upvotes, boolean voted) {}

  private StoredPaper paper(String address) {
    return papers
        .find(address)
        .orElseThrow(() -> Problem.notFound("there is no paper '%s' here".formatted(address)));
  }

  /**
   * Votes of a paper; also called by templates.
   *
   * @param address arXiv id or slug
   */
  public Standing standing(String address) {
    return standing(paper(address));
  }

  private Standing standing(StoredPaper paper) {
    Viewer viewer = accounts.viewer();
    return new Standing(
        papers.upvotes(paper.id()), viewer.isSignedIn() && votes.has(viewer.id(), paper.id()));
  }

  /** Gives or withdraws the viewer's vote; repeating it changes nothing. */
  Standing vote(String address, boolean up) {
    Viewer viewer = accounts.member();
    StoredPaper paper = paper(address);
    limit.take(Long.toString(viewer.id()));
    contributionTransaction.store(
        () -> {
          boolean changed =
              up
                  ? votes.give(viewer.id(), paper.id(), clock.millis())
                  : votes.take(viewer.id(), paper.id());
          if (changed) {
            papers.count(paper.id(), up ? 1 : -1, 0);
          }
          return changed;
        });
    return standing(paper);
  }
}
