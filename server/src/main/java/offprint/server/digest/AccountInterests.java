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

/** Collects from other features what an account follows and what is recommended to it. */
@Component
final class AccountInterests implements InterestSource {
  private final Following following;
  private final PersonalList list;

  AccountInterests(Following following, PersonalList list) {
    this.following = following;
    this.list = list;
  }

  @Override
  public Interests of(Subscriber subscriber) {
    DigestPreferences digestPreferences = subscriber.wishes();
    Long account = subscriber.account();
    if (account == null) {
      return Interests.of(digestPreferences);
    }
    List<Followed> followed = digestPreferences.following() ? following.of(account) : List.of();
    return new Interests(
        digestPreferences.trending(),
        both(digestPreferences.topics(), followed, FollowKind.TOPIC),
        both(digestPreferences.authors(), followed, FollowKind.AUTHOR),
        both(digestPreferences.searches(), followed, FollowKind.SEARCH),
        digestPreferences.forYou() ? list.of(account) : List.of());
  }

  private static List<String> both(List<String> own, List<Followed> followed, FollowKind kind) {
    Set<String> names = new LinkedHashSet<>(own);
    Stream<String> more = followed.stream().filter(each -> each.kind() == kind).map(Followed::name);
    more.forEach(names::add);
    return List.copyOf(names);
  }
}
