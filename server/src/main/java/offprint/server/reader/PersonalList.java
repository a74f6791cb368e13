package offprint.server.reader;

import java.util.List;
import org.springframework.stereotype.Component;

/** The recommendations "For you" of an account. */
@Component
public final class PersonalList {
  private final ReaderFeedback readerFeedback;
  private final ForYou forYou;

  PersonalList(ReaderFeedback readerFeedback, ForYou forYou) {
    this.readerFeedback = readerFeedback;
    this.forYou = forYou;
  }

  /** Row numbers of recommended papers, best first; empty while too little is saved. */
  public List<Long> of(long account) {
    Reader reader = readerFeedback.reader(ReaderFeedback.key(account));
    return ForYou.knows(reader)
        ? forYou.picks(reader).stream().map(pick -> pick.paper().id()).toList()
        : List.of();
  }
}
