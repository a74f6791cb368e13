package offprint.papers.fimmjp;

import java.util.List;

/**
 * Features and truths of some examples, padded to M states: what a step of training needs.
 *
 * @param size B
 * @param states M
 * @param features [B * M * M * 28]
 * @param cells 1 for cells within the example's n states [B * M * M]
 * @param inverse 1 / n [B]
 * @param logFirst ln(share of paths that begin there + 0.02); very low beyond n [B * M]
 * @param jumps 1 for cells off the diagonal and within n [B * M * M]
 * @param rate true rates over scale [B * M * M]
 * @param link 1 where the true rate is not 0 [B * M * M]
 * @param initial true law of the first state [B * M]
 * @param epsilon true share of misread readings [B]
 */
record CellBatch(
    int size,
    int states,
    float[] features,
    float[] cells,
    float[] inverse,
    float[] logFirst,
    float[] jumps,
    float[] rate,
    float[] link,
    float[] initial,
    float[] epsilon) {
  private static final float NEVER = -1e9f;

  static CellBatch of(List<Prior.Example> examples, int states) {
    int b = examples.size();
    int m = states;
    CellBatch batch =
        new CellBatch(
            b,
            m,
            new float[b * m * m * CellFeatures.COUNT],
            new float[b * m * m],
            new float[b],
            new float[b * m],
            new float[b * m * m],
            new float[b * m * m],
            new float[b * m * m],
            new float[b * m],
            new float[b]);
    for (int k = 0; k < b; k++) {
      batch.put(k, examples.get(k));
    }
    return batch;
  }

  private void put(int k, Prior.Example example) {
    HiddenProcess process = example.process();
    CellFeatures seen = CellFeatures.of(example.paths());
    int n = seen.states();
    double unit = seen.unit() / seen.scale();
    inverse[k] = 1f / n;
    epsilon[k] = (float) process.epsilon();
    for (int i = 0; i < states; i++) {
      int state = k * states + i;
      logFirst[state] = i < n ? (float) Math.log(seen.firstShare()[i] + 0.02) : NEVER;
      initial[state] = i < n ? (float) process.initial()[i] : 0;
      for (int j = 0; i < n && j < n; j++) {
        int from = i * n + j;
        int to = state * states + j;
        cells[to] = 1;
        jumps[to] = i == j ? 0 : 1;
        rate[to] = (float) (process.rate()[from] * unit);
        link[to] = process.rate()[from] > 0 ? 1 : 0;
        for (int f = 0; f < CellFeatures.COUNT; f++) {
          features[to * CellFeatures.COUNT + f] =
              (float) seen.values()[from * CellFeatures.COUNT + f];
        }
      }
    }
  }
}
