package offprint.server.reader;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The current reader; opinions are loaded when first needed. */
public final class Reader {
  private final Supplier<List<Given>> source;
  private @Nullable List<Given> given;
  private @Nullable Map<String, Feedback> byAddress;

  Reader(Supplier<List<Given>> source) {
    this.source = source;
  }

  /**
   * An opinion.
   *
   * @param paper row number
   * @param address arXiv id or slug
   */
  record Given(long paper, String address, Feedback opinion) {}

  /** Opinions, newest first. */
  List<Given> opinions() {
    List<Given> known = given;
    if (known == null) {
      known = source.get();
      given = known;
    }
    return known;
  }

  /** Row numbers of papers with this opinion, newest opinion first. */
  List<Long> papers(Feedback opinion) {
    return opinions().stream().filter(g -> g.opinion() == opinion).map(Given::paper).toList();
  }

  /**
   * "saved", "hidden" or "none".
   *
   * @param address of a paper: arXiv id or slug
   */
  public String opinion(String address) {
    Map<String, Feedback> known = byAddress;
    if (known == null) {
      known = opinions().stream().collect(Collectors.toMap(Given::address, Given::opinion));
      byAddress = known;
    }
    return known.getOrDefault(address, Feedback.NONE).word();
  }
}
