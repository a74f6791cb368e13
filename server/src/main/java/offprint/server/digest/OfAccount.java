package offprint.server.digest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import offprint.server.follow.FollowKind;
import offprint.server.follow.Followed;
import offprint.server.follow.Following;
import offprint.server.reader.PersonalList;
import org.springframework.stereotype.Component;

/** Asks the other features what an account follows and would like. */
@Component
final class OfAccount implements Personal {
  private final Following following;
  private final PersonalList list;

  OfAccount(Following following, PersonalList list) {
    this.following = following;
    this.list = list;
  }

  @Override
  public Interests of(Subscriber subscriber) {
    Wishes wishes = subscriber.wishes();
    Long account = subscriber.account();
    if (account == null) {
      return Interests.of(wishes);
    }
    List<Followed> followed = wishes.following() ? following.of(account) : List.of();
    return new Interests(
        wishes.trending(),
        both(wishes.topics(), followed, FollowKind.TOPIC),
        both(wishes.authors(), followed, FollowKind.AUTHOR),
        both(wishes.searches(), followed, FollowKind.SEARCH),
        wishes.forYou() ? list.of(account) : List.of());
  }

  private static List<String> both(List<String> own, List<Followed> followed, FollowKind kind) {
    Set<String> names = new LinkedHashSet<>(own);
    Stream<String> more = followed.stream().filter(each -> each.kind() == kind).map(Followed::name);
    more.forEach(names::add);
    return List.copyOf(names);
  }
}
