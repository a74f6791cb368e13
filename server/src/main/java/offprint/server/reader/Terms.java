package offprint.server.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.paper.NameFolding;
import offprint.server.paper.StoredPaper;

/**
 * Sublinear TF-IDF of words, word pairs and authors. Words in more than a quarter of the papers or
 * in fewer than {@value #FEWEST} are left out.
 */
final class Terms {
  private static final int FEWEST = 3;
  private static final double MOST = 0.25;
  private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]+");

  private final Map<String, Integer> places = new HashMap<>();
  private final List<Double> rarity = new ArrayList<>();

  private Terms(Map<String, Integer> wordCounts, Map<String, Integer> authorCounts, int papers) {
    wordCounts.forEach(
        (word, count) -> {
          if (count >= FEWEST && count <= Math.max(FEWEST, MOST * papers)) {
            add(word, count, papers);
          }
        });
    authorCounts.forEach((author, count) -> add(author, count, papers));
  }

  private void add(String name, int count, int papers) {
    places.put(name, rarity.size());
    rarity.add(Math.log((1.0 + papers) / (1.0 + count)) + 1);
  }

  static Terms of(Collection<StoredPaper> papers) {
    Map<String, Integer> words = new TreeMap<>();
    Map<String, Integer> authors = new TreeMap<>();
    for (StoredPaper paper : papers) {
      words(paper).keySet().forEach(word -> words.merge(word, 1, Integer::sum));
      authors(paper).keySet().forEach(author -> authors.merge(author, 1, Integer::sum));
    }
    return new Terms(words, authors, papers.size());
  }

  int size() {
    return rarity.size();
  }

  /**
   * @param dense the paper's other features
   * @param featureWeights the lengths of its words and of its authors
   */
  Features features(StoredPaper paper, float[] dense, FeatureWeights featureWeights) {
    List<Term> found = new ArrayList<>(weighted(words(paper), featureWeights.words()));
    found.addAll(weighted(authors(paper), featureWeights.authors()));
    int[] index = new int[found.size()];
    float[] value = new float[found.size()];
    for (int k = 0; k < index.length; k++) {
      index[k] = found.get(k).place();
      value[k] = (float) found.get(k).weight();
    }
    return new Features(dense, index, value);
  }

  private record Term(int place, double weight) {}

  /** Those of the vocabulary, their length brought to {@code length}. */
  private List<Term> weighted(Map<String, Integer> counts, double length) {
    if (length == 0) {
      return List.of();
    }
    List<Term> found = new ArrayList<>();
    double squares = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      Integer place = places.get(count.getKey());
      if (place != null) {
        double weight = (1 + Math.log(count.getValue())) * rarity.get(place);
        found.add(new Term(place, weight));
        squares += weight * weight;
      }
    }
    double scale = length / Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
    return found.stream().map(term -> new Term(term.place(), term.weight() * scale)).toList();
  }

  /** Words and pairs of neighbours, without case and accents. */
  private static Map<String, Integer> words(StoredPaper paper) {
    Map<String, Integer> counts = new HashMap<>();
    Matcher matcher = WORD.matcher(NameFolding.key(paper.title() + " " + paper.summary()));
    String before = "";
    while (matcher.find()) {
      String word = matcher.group();
      counts.merge(word, 1, Integer::sum);
      if (!before.isEmpty()) {
        counts.merge(before + " " + word, 1, Integer::sum);
      }
      before = word;
    }
    return counts;
  }

  private static Map<String, Integer> authors(StoredPaper paper) {
    Map<String, Integer> counts = new HashMap<>();
    paper.authors().forEach(name -> counts.put("@" + NameFolding.key(name), 1));
    return counts;
  }
}
