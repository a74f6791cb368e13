package offprint.server.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.server.paper.PaperView;

/**
 * The papers of a page in their order; they are read once somebody wants more than their places.
 */
final class Entries {
  static final Entries NONE = new Entries(List.of(), _ -> Map.of());

  private final List<Standing> standings;
  private final Function<List<Long>, Map<Long, PaperView>> source;

  /**
   * @param source papers by row number; those that are gone are missing
   */
  Entries(List<Standing> standings, Function<List<Long>, Map<Long, PaperView>> source) {
    this.standings = standings;
    this.source = source;
  }

  /** Papers that are at hand. */
  static Entries of(List<PaperView> papers) {
    Map<Long, PaperView> known = new HashMap<>();
    for (PaperView paper : papers) {
      known.put((long) known.size(), paper);
    }
    return new Entries(
        known.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> standing(each.getKey(), each.getValue()))
            .toList(),
        _ -> known);
  }

  private static Standing standing(long key, PaperView paper) {
    return new Standing(key, 0, paper.upvotes(), paper.comments(), "");
  }

  List<Standing> standings() {
    return standings;
  }

  /** Some of the papers by row number. */
  Map<Long, PaperView> papers(List<Standing> some) {
    Map<Long, Standing> wanted =
        some.stream().collect(Collectors.toMap(Standing::paper, Function.identity()));
    Map<Long, PaperView> papers = new HashMap<>();
    source
        .apply(List.copyOf(wanted.keySet()))
        .forEach(
            (id, paper) -> {
              Standing standing = wanted.get(id);
              if (standing != null) {
                papers.put(id, paper.withCounts(standing.upvotes(), standing.comments()));
              }
            });
    return papers;
  }

  /** All that are there. */
  List<Entry> all() {
    Map<Long, PaperView> papers = papers(standings);
    List<Entry> entries = new ArrayList<>();
    for (Standing standing : standings) {
      PaperView paper = papers.get(standing.paper());
      if (paper != null) {
        entries.add(new Entry(paper, standing));
      }
    }
    return entries;
  }
}
