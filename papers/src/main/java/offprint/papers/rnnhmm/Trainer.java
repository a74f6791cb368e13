package offprint.papers.rnnhmm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;
import offprint.harness.Part;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StagingBuffer;
import offprint.kernels.torch.StepRandom;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;
import offprint.kernels.transport.TorchSinkhorn;

/**
 * Trains a network so that a batch of its outputs is near a batch of the target by the Sinkhorn
 * divergence, with fresh noise and fresh targets at each step. Roll-out, divergence and
 * back-propagation through time are one native call; of the softmax, the gradient alone is taken
 * (straight through).
 */
final class Trainer {
  private static final int FIRST = -1; // of StepRandom, for the first weights

  private static final String FUNCTIONS =
      """
        def states(self: __torch__.Program, w: List[Tensor], x: Tensor) -> Tensor:
          drive = torch.matmul(x, torch.t(w[0]))
          turned = torch.t(w[1])
          h = torch.relu(torch.select(drive, 0, 0))
          all = annotate(List[Tensor], [])
          _0 = torch.append(all, h)
          for i in range(torch.sub(torch.size(x, 0), 1)):
            h = torch.relu(torch.addmm(torch.select(drive, 0, torch.add(i, 1)), h, turned))
            _1 = torch.append(all, h)
          return torch.stack(all, 0)
        def backward(self: __torch__.Program, w: List[Tensor], x: Tensor, h: Tensor, d: Tensor) -> List[Tensor]:
          length = torch.size(x, 0)
          below = torch.matmul(d, w[2])
          last = torch.sub(length, 1)
          delta = torch.threshold_backward(torch.select(below, 0, last), torch.select(h, 0, last), 0)
          all = annotate(List[Tensor], [])
          _0 = torch.append(all, delta)
          for i in range(last):
            t = torch.sub(torch.sub(last, 1), i)
            carried = torch.addmm(torch.select(below, 0, t), delta, w[1])
            delta = torch.threshold_backward(carried, torch.select(h, 0, t), 0)
            _1 = torch.append(all, delta)
          deltas = torch.flip(torch.stack(all, 0), [0])
          hidden = torch.size(h, 2)
          before = torch.reshape(torch.slice(h, 0, 0, last), [-1, hidden])
          after = torch.reshape(torch.slice(deltas, 0, 1, length), [-1, hidden])
          input = torch.matmul(torch.t(torch.reshape(deltas, [-1, hidden])), torch.reshape(x, [-1, torch.size(x, 2)]))
          recurrent = torch.matmul(torch.t(after), before)
          readout = torch.matmul(torch.t(torch.reshape(d, [-1, torch.size(d, 2)])), torch.reshape(h, [-1, hidden]))
          return [torch.reshape(input, [-1]), torch.reshape(recurrent, [-1]), torch.reshape(readout, [-1])]
        def compare(self: __torch__.Program, outputs: Tensor, data: List[Tensor]) -> Tuple[Tensor, Tensor]:
          points = torch.reshape(torch.transpose(outputs, 0, 1), [torch.size(outputs, 1), -1])
          value, gradient, = (self).sinkhorn(points, data[2], data[3])
          back = torch.reshape(gradient, [torch.size(outputs, 1), torch.size(outputs, 0), torch.size(outputs, 2)])
          return (torch.reshape(value, [1]), torch.transpose(back, 0, 1))
        def symbols(self: __torch__.Program, w: List[Tensor], data: List[Tensor]) -> Tensor:
          h = (self).states(w, data[0])
          gumbel = torch.neg(torch.log(torch.neg(torch.log(data[1]))))
          scores = torch.add(torch.matmul(h, torch.t(w[2])), gumbel)
          soft = torch.softmax(torch.div(scores, data[4]), 2)
          hard = torch.type_as(torch.eq(scores, torch.amax(scores, [2], True)), soft)
          value, g, = (self).compare(hard, data)
          inner = torch.sum(torch.mul(g, soft), [2], True)
          d = torch.div(torch.mul(soft, torch.sub(g, inner)), data[4])
          parts = (self).backward(w, data[0], h, d)
          _0 = torch.append(parts, value)
          return torch.cat(parts, 0)
        def numbers(self: __torch__.Program, w: List[Tensor], data: List[Tensor]) -> Tensor:
          h = (self).states(w, data[0])
          level = torch.add(torch.matmul(h, torch.t(w[2])), w[3])
          value, g, = (self).compare(torch.add(level, torch.mul(data[1], w[4])), data)
          parts = (self).backward(w, data[0], h, g)
          _0 = torch.append(parts, torch.sum(g, [0, 1]))
          _1 = torch.append(parts, torch.sum(torch.mul(g, data[1]), [0, 1]))
          _2 = torch.append(parts, value)
          return torch.cat(parts, 0)
      """;

  private final Design design;
  private final Plan plan;
  private final Target target;
  private final long seed;
  private final Parameters parameters;
  private final Adam adam;
  private final TorchScript script;
  private final StagingBuffer[] staging = new StagingBuffer[3];
  private final float[][] batch = new float[3][];
  private final NDArray schedule;
  private final NDArray tau;

  /**
   * @param seed of the first weights and of every step
   */
  Trainer(Session session, Design design, Plan plan, Target target, long seed) {
    this.design = design;
    this.plan = plan;
    this.target = target;
    this.seed = seed;
    parameters = first(session, design, target.outputs(), target.symbols(), seed);
    adam = new Adam(parameters, 0.9, 0.9, 1e-8, 0);
    script = TorchScript.compile(session.manager(), TorchSinkhorn.FUNCTIONS + FUNCTIONS);
    int cells = Math.multiplyExact(plan.length(), plan.batch());
    int[] widths = {design.noise(), target.outputs(), target.outputs()};
    for (int i = 0; i < widths.length; i++) {
      staging[i] = session.staging();
      batch[i] = new float[Math.multiplyExact(cells, widths[i])];
    }
    float[] epsilons = floats(plan.sinkhorn().schedule(target.diameter(plan.length())));
    schedule = session.constant(epsilons, epsilons.length);
    tau = session.constant(new float[] {(float) plan.tau()}, 1);
  }

  private static Parameters first(
      Session session, Design design, int outputs, boolean symbols, long seed) {
    return design.declare(outputs, symbols).on(session, StepRandom.of(seed, FIRST));
  }

  /** The network that a training with this seed begins with. */
  static Rnn untrained(Design design, int outputs, boolean symbols, long seed) {
    try (Session session = Session.open()) {
      return Rnn.of(first(session, design, outputs, symbols, seed).tensors());
    }
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /**
   * Trains.
   *
   * @return the divergence of each step's batch
   * @throws ArithmeticException if it diverges, naming the step
   */
  double[] train(Part part) {
    double[] losses = new double[plan.steps()];
    for (int step = 0; step < losses.length; step++) {
      part.progress(
          (double) step / losses.length, "step %d of %d".formatted(step + 1, losses.length));
      losses[step] = step(step);
      part.point("divergence", step + 1.0, losses[step]);
    }
    return losses;
  }

  /** One step of Adam; the divergence before it. */
  private double step(int step) {
    draw(StepRandom.of(seed, step));
    try (NDScope _ = new NDScope()) {
      NDArray found = gradient();
      long size = parameters.size();
      double loss = found.getFloat(size);
      if (!Double.isFinite(loss)) {
        throw new ArithmeticException(
            "step %d: the divergence is %s: the network exploded; lower rate or recurrentGain"
                .formatted(step + 1, loss));
      }
      NDArray direction = found.duplicate().get(new NDIndex("0:" + size));
      double _ = Gradient.of(() -> parameters.flat().mul(direction).sum());
      adam.step(plan.rate(), plan.clip());
      return loss;
    }
  }

  /** Fresh noise and targets. */
  void draw(SplittableRandom random) {
    for (int i = 0; i < batch[0].length; i++) {
      batch[0][i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < batch[1].length; i++) {
      batch[1][i] = target.symbols() ? random.nextFloat() : (float) random.nextGaussian();
    }
    target.draw(batch[2], plan.batch(), plan.length(), random);
  }

  /** Gradient of all weights end to end, then the divergence: [size + 1]. */
  NDArray gradient() {
    NDArray x = staging[0].put(batch[0], plan.length(), plan.batch(), design.noise());
    NDArray noise = staging[1].put(batch[1], plan.length(), plan.batch(), target.outputs());
    NDArray y = staging[2].put(batch[2], plan.batch(), (long) plan.length() * target.outputs());
    Parameters.Views views = parameters.views();
    Tensors weights = new Tensors(parameters.names().stream().map(views::get).toList());
    return script.call(
        target.symbols() ? "symbols" : "numbers", weights, Tensors.of(x, noise, y, schedule, tau));
  }

  /** What the last {@link #draw} drew: noise, output noise, targets. */
  float[][] batch() {
    return batch;
  }

  /** The network as it is now. */
  Rnn network() {
    return Rnn.of(parameters.tensors());
  }
}
