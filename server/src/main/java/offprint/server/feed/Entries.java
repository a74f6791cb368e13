package offprint.server.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.server.paper.PaperView;

/** The papers of a page in order; their details are read on first use. */
final class Entries {
  static final Entries NONE = new Entries(List.of(), _ -> Map.of());

  private final List<ListedPaper> standings;
  private final Function<List<Long>, Map<Long, PaperView>> source;

  /**
   * @param source papers by row number, without deleted ones
   */
  Entries(List<ListedPaper> standings, Function<List<Long>, Map<Long, PaperView>> source) {
    this.standings = standings;
    this.source = source;
  }

  /** Entries of papers already read. */
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

  private static ListedPaper standing(long key, PaperView paper) {
    return new ListedPaper(key, 0, paper.upvotes(), paper.comments(), "");
  }

  List<ListedPaper> standings() {
    return standings;
  }

  /** Some of the papers by row number. */
  Map<Long, PaperView> papers(List<ListedPaper> some) {
    Map<Long, ListedPaper> wanted =
        some.stream().collect(Collectors.toMap(ListedPaper::paper, Function.identity()));
    Map<Long, PaperView> papers = new HashMap<>();
    source
        .apply(List.copyOf(wanted.keySet()))
        .forEach(
            (id, paper) -> {
              ListedPaper listedPaper = wanted.get(id);
              if (listedPaper != null) {
                papers.put(id, paper.withCounts(listedPaper.upvotes(), listedPaper.comments()));
              }
            });
    return papers;
  }

  /** All entries whose papers still exist. */
  List<Entry> all() {
    Map<Long, PaperView> papers = papers(standings);
    List<Entry> entries = new ArrayList<>();
    for (ListedPaper listedPaper : standings) {
      PaperView paper = papers.get(listedPaper.paper());
      if (paper != null) {
        entries.add(new Entry(paper, listedPaper));
      }
    }
    return entries;
  }
}
