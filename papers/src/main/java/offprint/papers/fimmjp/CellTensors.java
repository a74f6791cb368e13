package offprint.papers.fimmjp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StagingBuffer;

/** The cell network on tensors, for training; {@link CellNetwork} is the same on plain arrays. */
final class CellTensors {
  private static final double MOST_DEVIATIONS = 1e3;

  private final CellDesign design;
  private final Session session;
  private final Parameters parameters;
  private final StagingBuffer features;
  private final int d;

  CellTensors(Session session, CellDesign design, RandomGenerator random) {
    this.session = session;
    this.design = design;
    this.d = design.width();
    this.parameters = design.declaration().on(session, random);
    this.features = session.staging();
  }

  Parameters parameters() {
    return parameters;
  }

  /**
   * What the heads say.
   *
   * @param cells [B, M, M, 3]: log mean, log standard deviation, logit of the link
   * @param initial [B, M], logits
   * @param epsilon [B]
   */
  record Output(NDArray cells, NDArray initial, NDArray epsilon) {}

  Output forward(CellBatch batch) {
    long b = batch.size();
    long m = batch.states();
    Parameters.Views p = parameters.views();
    NDArray mask = session.constant(batch.cells(), b, m, m, 1);
    NDArray inverse = session.constant(batch.inverse(), b, 1, 1);
    NDArray x = features.put(batch.features(), b * m * m, CellFeatures.COUNT);
    NDArray h =
        Functional.linear(x, p.get("embed.weight"), p.get("embed.bias"))
            .reshape(b, m, m, d)
            .mul(mask);
    for (int k = 0; k < design.layers(); k++) {
      h = layer(k, h, mask, inverse, p);
    }
    NDArray cells = Functional.linear(h, p.get("rate.weight"), p.get("rate.bias"));
    NDArray states = states(h, inverse);
    NDArray initial =
        Functional.linear(states, p.get("initial.weight"), p.get("initial.bias"))
            .reshape(b, m)
            .add(session.constant(batch.logFirst(), b, m));
    NDArray epsilon =
        Functional.linear(total(h, inverse), p.get("noise.weight"), p.get("noise.bias"))
            .reshape(b)
            .exp();
    return new Output(cells, initial, epsilon);
  }

  /** h_ij += H gelu(A (y_ij, y_ji) + b + B u_i + C u_j + G m) + b', y the normalised h. */
  private NDArray layer(int k, NDArray h, NDArray mask, NDArray inverse, Parameters.Views p) {
    NDArray y =
        JniUtils.layerNorm(
                (PtNDArray) h,
                new Shape(d),
                (PtNDArray) p.get(CellDesign.layer(k, "norm.weight")),
                (PtNDArray) p.get(CellDesign.layer(k, "norm.bias")),
                CellNetwork.NORM_EPSILON)
            .mul(mask);
    NDArray u = states(y, inverse);
    NDArray pairs = NDArrays.concat(new NDList(y, y.transpose(0, 2, 1, 3)), 3);
    NDArray z =
        Functional.linear(
                pairs,
                p.get(CellDesign.layer(k, "pair.weight")),
                p.get(CellDesign.layer(k, "pair.bias")))
            .add(Functional.linear(u, p.get(CellDesign.layer(k, "row.weight")), null).expandDims(2))
            .add(
                Functional.linear(u, p.get(CellDesign.layer(k, "column.weight")), null)
                    .expandDims(1))
            .add(
                Functional.linear(
                        total(y, inverse), p.get(CellDesign.layer(k, "mean.weight")), null)
                    .expandDims(1));
    return h.add(
        Functional.linear(
                Functional.gelu(z),
                p.get(CellDesign.layer(k, "out.weight")),
                p.get(CellDesign.layer(k, "out.bias")))
            .mul(mask));
  }

  /** Row mean, column mean and diagonal of each state: [B, M, 3 d]. */
  private NDArray states(NDArray y, NDArray inverse) {
    long m = y.getShape().get(1);
    NDArray eye = y.getManager().eye((int) m).reshape(1, m, m, 1);
    return NDArrays.concat(
        new NDList(
            y.sum(new int[] {2}).mul(inverse),
            y.sum(new int[] {1}).mul(inverse),
            y.mul(eye).sum(new int[] {2})),
        2);
  }

  /** Mean over all cells: [B, 1, d]. */
  private static NDArray total(NDArray y, NDArray inverse) {
    return y.sum(new int[] {1, 2}).expandDims(1).mul(inverse).mul(inverse);
  }

  /**
   * The mean over cells of ln s + (y - m)^2 / 2 s^2 + 2 min((y - m)^2, 4) + 0.2 cross-entropy of
   * the link, plus 0.2 cross-entropy of the first state and 10 (error of epsilon)^2, y the rate
   * over scale.
   */
  NDArray loss(CellBatch batch) {
    long b = batch.size();
    long m = batch.states();
    Output out = forward(batch);
    NDArray jumps = session.constant(batch.jumps(), b, m, m);
    NDArray truth = session.constant(batch.rate(), b, m, m);
    NDArray link = session.constant(batch.link(), b, m, m);
    NDArray logSd = out.cells.get("...,1").clip(-8, 6);
    NDArray logit = out.cells.get("...,2");
    NDArray error = out.cells.get("...,0").clip(-12, 8).exp().sub(truth);
    NDArray deviations =
        error.mul(logSd.neg().exp()).clip(-MOST_DEVIATIONS, MOST_DEVIATIONS).square();
    NDArray square = error.clip(-2, 2).square();
    NDArray presence = JniUtils.softPlus((PtNDArray) logit).sub(logit.mul(link));
    NDArray cells =
        logSd
            .add(Functional.scale(deviations, 0.5))
            .add(Functional.scale(square, 2))
            .add(Functional.scale(presence, 0.2))
            .mul(jumps)
            .sum()
            .div(jumps.sum());
    NDArray initial =
        out.initial.logSoftmax(1).mul(session.constant(batch.initial(), b, m)).sum().neg();
    NDArray epsilon = out.epsilon.sub(session.constant(batch.epsilon(), b)).square().sum();
    return cells.add(Functional.scale(initial, 0.2 / b)).add(Functional.scale(epsilon, 10.0 / b));
  }
}
