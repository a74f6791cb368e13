package offprint.kernels.transport;

import ai.djl.ndarray.NDArray;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;

/**
 * {@link Sinkhorn} of two clouds of equally many points as one native call, for training. {@link
 * #FUNCTIONS} is what a larger script takes in.
 */
public final class TorchSinkhorn {
  /**
   * {@code sinkhorn(x, y, schedule)} → (divergence, its gradient by x), of x and y [n, dim] and the
   * ε of {@link Sinkhorn#schedule}. The four problems xy, yx, xx, yy are one batch.
   */
  public static final String FUNCTIONS =
      """
        def swap(self: __torch__.Program, f: Tensor) -> Tensor:
          return torch.cat([torch.slice(f, 0, 1, 2), torch.slice(f, 0, 0, 1), torch.slice(f, 0, 2, 4)], 0)
        def softmin(self: __torch__.Program, cost: Tensor, f: Tensor, epsilon: Tensor, logn: Tensor) -> Tensor:
          scores = torch.div(torch.sub(torch.unsqueeze(f, 1), cost), epsilon)
          return torch.mul(epsilon, torch.sub(logn, torch.logsumexp(scores, [2], False)))
        def sinkhorn(self: __torch__.Program, x: Tensor, y: Tensor, schedule: Tensor) -> Tuple[Tensor, Tensor]:
          n = torch.size(x, 0)
          both = torch.cat([x, y], 0)
          half = torch.div(torch.sum(torch.mul(both, both), [1]), 2)
          square = torch.sub(torch.add(torch.unsqueeze(half, 1), torch.unsqueeze(half, 0)), torch.matmul(both, torch.t(both)))
          top = torch.slice(square, 0, 0, n)
          low = torch.slice(square, 0, n, torch.mul(2, n))
          xx = torch.slice(top, 1, 0, n)
          xy = torch.slice(top, 1, n, torch.mul(2, n))
          yx = torch.slice(low, 1, 0, n)
          yy = torch.slice(low, 1, n, torch.mul(2, n))
          cost = torch.stack([xy, yx, xx, yy], 0)
          logn = torch.log(torch.sum(torch.ones_like(half)))
          logn = torch.sub(logn, torch.log(torch.full_like(logn, 2)))
          f = (self).softmin(cost, torch.zeros_like(torch.select(cost, 2, 0)), torch.select(schedule, 0, 0), logn)
          for i in range(torch.size(schedule, 0)):
            g = (self).softmin(cost, (self).swap(f), torch.select(schedule, 0, i), logn)
            f = torch.div(torch.add(f, g), 2)
          epsilon = torch.select(schedule, 0, -1)
          f = (self).swap(f)
          last = (self).softmin(cost, f, epsilon, logn)
          means = torch.mean(last, [1])
          value = torch.sub(torch.sum(torch.slice(means, 0, 0, 2)), torch.sum(torch.slice(means, 0, 2, 4)))
          fxy = torch.select(f, 0, 0)
          fxx = torch.select(f, 0, 2)
          wxy = torch.softmax(torch.div(torch.sub(torch.unsqueeze(fxy, 0), xy), epsilon), 1)
          wxx = torch.softmax(torch.div(torch.sub(torch.unsqueeze(fxx, 0), xx), epsilon), 1)
          gradient = torch.div(torch.sub(torch.matmul(wxx, x), torch.matmul(wxy, y)), n)
          return (value, gradient)
      """;

  private static final String CALL =
      """
        def divergence(self: __torch__.Program, clouds: List[Tensor]) -> Tensor:
          value, gradient, = (self).sinkhorn(clouds[0], clouds[1], clouds[2])
          return torch.cat([torch.reshape(value, [1]), torch.reshape(gradient, [-1])], 0)
      """;

  private final TorchScript script;

  public TorchSinkhorn(Session session) {
    script = TorchScript.compile(session.manager(), FUNCTIONS + CALL);
  }

  /**
   * The divergence, then its gradient by x, end to end: [1 + n dim].
   *
   * @param x [n, dim]
   * @param y [n, dim]
   * @param schedule [steps], see {@link Sinkhorn#schedule}; all of one type
   */
  public NDArray of(NDArray x, NDArray y, NDArray schedule) {
    return script.call("divergence", Tensors.of(x, y, schedule));
  }
}
