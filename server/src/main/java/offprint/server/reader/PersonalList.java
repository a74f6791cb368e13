package offprint.server.reader;

import java.util.List;
import org.springframework.stereotype.Component;

/** The list "For you" of an account. */
@Component
public final class PersonalList {
  private final Opinions opinions;
  private final ForYou forYou;

  PersonalList(Opinions opinions, ForYou forYou) {
    this.opinions = opinions;
    this.forYou = forYou;
  }

  /** Row numbers, the likeliest first; none while too little is saved to learn from. */
  public List<Long> of(long account) {
    Reader reader = opinions.reader(Opinions.key(account));
    return ForYou.knows(reader)
        ? forYou.picks(reader).stream().map(pick -> pick.paper().id()).toList()
        : List.of();
  }
}
