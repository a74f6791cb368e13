package offprint.server.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import offprint.server.paper.StoredPaper;
import org.jspecify.annotations.Nullable;

/** Recent papers with their features: the candidates of personal recommendations. */
final class CandidatePool {
  private final FeatureWeights featureWeights;
  private final int dimension;
  private final float[] mean;
  private final Terms terms;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param x its features
   */
  record Candidate(StoredPaper paper, Features x) {}

  /**
   * @param vectors sentence vectors by row number, [dimension]; some or all may be missing
   */
  CandidatePool(
      Collection<StoredPaper> papers,
      Map<Long, float[]> vectors,
      int dimension,
      FeatureWeights featureWeights) {
    this.featureWeights = featureWeights;
    this.dimension = dimension;
    this.mean = mean(vectors.values());
    this.terms = Terms.of(papers);
    papers.forEach(
        paper -> candidates.add(new Candidate(paper, features(paper, vectors.get(paper.id())))));
  }

  private float[] mean(Collection<float[]> vectors) {
    float[] sum = new float[dimension];
    for (float[] vector : vectors) {
      for (int j = 0; j < dimension; j++) {
        sum[j] += vector[j] / vectors.size();
      }
    }
    return sum;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** Number of all features, dense and sparse. */
  int featureCount() {
    return dimension + terms.size();
  }

  /** Features of any paper, computed with the term weights of this pool. */
  Features features(StoredPaper paper, float @Nullable [] vector) {
    return terms.features(
        paper, vector == null ? new float[dimension] : centred(vector), featureWeights);
  }

  /** The difference from the mean vector, scaled to the weight of vectors. */
  private float[] centred(float[] vector) {
    float[] centred = new float[dimension];
    double squares = 0;
    for (int j = 0; j < dimension; j++) {
      centred[j] = vector[j] - mean[j];
      squares += (double) centred[j] * centred[j];
    }
    float scale = squares == 0 ? 0 : (float) (featureWeights.vector() / Math.sqrt(squares));
    for (int j = 0; j < dimension; j++) {
      centred[j] *= scale;
    }
    return centred;
  }
}
