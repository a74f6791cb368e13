package offprint.server.account;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API token permits. */
public enum Scope {
  READ("read where reading needs an account"),
  RUN("start and stop runs, give files"),
  SUBMIT("submit papers"),
  DISCUSS("vote, comment, collect and follow");

  private final String meaning;

  Scope(String meaning) {
    this.meaning = meaning;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /**
   * @throws IllegalArgumentException if a word is not a scope
   */
  public static Set<Scope> of(List<String> words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words) {
      scopes.add(
          Arrays.stream(values())
              .filter(scope -> scope.word().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "scopes must be of read, run, submit, discuss: got " + word)));
    }
    return scopes;
  }

  public static String join(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
  }
}
