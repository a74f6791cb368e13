package offprint.server.run.work;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import offprint.engine.Fault;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param viewer the account that looks, 0 for nobody
 * @param state null for every
 * @param method id or slug, "" for every
 */
public record RunFilter(Whose whose, long viewer, @Nullable RunState state, String method) {

  /** Whose runs. */
  public enum Whose {
    MINE,
    PUBLIC,
    /** Mine and those that are public. */
    VISIBLE,
    /** For administrators: all runs, without their results. */
    ALL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * As a request says it.
   *
   * @param state "" for every
   * @throws Problem if a word is unknown
   */
  public static RunFilter parse(String whose, long viewer, String state, String method) {
    return new RunFilter(
        one("whose", whose, Whose.values()),
        viewer,
        state.isEmpty() ? null : one("state", state, RunState.values()),
        method.strip());
  }

  private static <E extends Enum<E>> E one(String name, String word, E[] all) {
    return Arrays.stream(all)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                    List.of(
                        new Fault(
                            name, "%s must be one of %s: got %s".formatted(name, of(all), word)))));
  }

  private static String of(Enum<?>[] all) {
    return Arrays.stream(all)
        .map(each -> each.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
