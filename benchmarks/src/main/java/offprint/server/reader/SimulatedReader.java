package offprint.server.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import offprint.server.paper.StoredPaper;
import offprint.server.reader.EvaluationTable.Entry;

/**
 * Somebody of the archive taken for a reader: the papers they put on lists, or wrote, are those
 * they would save. The first 70 % by day are known, the day of the next is the cut, and what they
 * have from the cut on is to be found among all papers that were first listed from the cut on.
 *
 * @param kind "submitter" or "author"
 * @param saved row numbers, all first listed before the cut
 * @param held row numbers, all from the cut on
 */
public record SimulatedReader(
    String kind, String name, String cut, List<Long> saved, List<Long> held) {
  private static final double KNOWN = 0.7;
  private static final int FEWEST_SUBMITTED = 10;
  private static final int MOST_SUBMITTED = 300; // beyond are curators, who take all subjects
  private static final int FEWEST_WRITTEN = 20;
  private static final int FEWEST_KNOWN = 5;
  private static final int FEWEST_HELD = 3;

  /**
   * @param papers with a list entry each
   * @param entries in the order of days
   * @param firstDay of every paper on lists
   */
  static List<SimulatedReader> of(
      List<StoredPaper> papers, List<Entry> entries, Map<Long, String> firstDay) {
    Map<String, List<Long>> submitted = new TreeMap<>();
    for (Entry entry : entries) {
      if (!entry.submitter().isEmpty()) {
        submitted.computeIfAbsent(entry.submitter(), _ -> new ArrayList<>()).add(entry.paper());
      }
    }
    Map<String, List<Long>> written = new TreeMap<>();
    for (StoredPaper paper : papers) {
      for (String author : new HashSet<>(paper.authors())) {
        written.computeIfAbsent(author, _ -> new ArrayList<>()).add(paper.id());
      }
    }
    List<SimulatedReader> readers = new ArrayList<>();
    submitted.forEach(
        (name, theirs) -> add("submitter", name, theirs, FEWEST_SUBMITTED, firstDay, readers));
    written.forEach(
        (name, theirs) -> add("author", name, theirs, FEWEST_WRITTEN, firstDay, readers));
    return readers;
  }

  /** The same reader, of whose saved papers only the last {@code most} are known. */
  SimulatedReader knowing(int most) {
    return new SimulatedReader(
        kind, name, cut, saved.subList(Math.max(0, saved.size() - most), saved.size()), held);
  }

  private static void add(
      String kind,
      String name,
      List<Long> papers,
      int fewest,
      Map<Long, String> firstDay,
      List<SimulatedReader> readers) {
    Map<Long, String> days = new HashMap<>();
    papers.forEach(paper -> days.put(paper, firstDay.getOrDefault(paper, "")));
    List<Long> inOrder =
        days.keySet().stream()
            .sorted(
                Comparator.comparing((Long paper) -> days.getOrDefault(paper, ""))
                    .thenComparing(paper -> paper))
            .toList();
    if (inOrder.size() < fewest || inOrder.size() > MOST_SUBMITTED) {
      return;
    }
    String cut = days.getOrDefault(inOrder.get((int) (inOrder.size() * KNOWN)), "");
    List<Long> saved =
        inOrder.stream().filter(p -> days.getOrDefault(p, "").compareTo(cut) < 0).toList();
    List<Long> held = inOrder.subList(saved.size(), inOrder.size());
    if (saved.size() >= FEWEST_KNOWN && held.size() >= FEWEST_HELD) {
      readers.add(new SimulatedReader(kind, name, cut, saved, List.copyOf(held)));
    }
  }
}
