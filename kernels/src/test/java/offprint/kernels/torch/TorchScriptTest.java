package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.torch.TorchScript.Tensors;
import offprint.kernels.torch.TorchScript.Whole;
import org.junit.jupiter.api.Test;

class TorchScriptTest {
  private static final String POWER =
      """
        def power(self: __torch__.Program, parts: List[Tensor], rest: List[Tensor], n: int) -> Tensor:
          x = parts[0]
          for i in range(torch.sub(torch.len(parts), 1)):
            x = torch.add(x, parts[torch.add(i, 1)])
          if torch.gt(torch.len(rest), 0):
            x = torch.mul(x, rest[0])
          return torch.pow(x, n)
        def cube(self: __torch__.Program, x: List[Tensor], y: List[Tensor]) -> Tensor:
          return torch.sum(torch.mul(torch.pow(x[0], 3), y[0]))
      """;

  @Test
  void aFunctionTakesListsAndNumbers() {
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      TorchScript script = TorchScript.compile(session.manager(), POWER);
      NDArray a = session.constant(new float[] {1, 2, 3}, 3);
      NDArray b = session.constant(new float[] {2, -1, 0.5f}, 3);
      NDArray c = session.constant(new float[] {2, 0, -1}, 3);
      Tensors none = new Tensors(List.of());
      assertThat(script.call("power", Tensors.of(a), none, new Whole(3)).toFloatArray())
          .containsExactly(1, 8, 27);
      assertThat(script.call("power", Tensors.of(a, b), none, new Whole(2)).toFloatArray())
          .containsExactly(9, 1, 12.25f);
      assertThat(script.call("power", Tensors.of(a, b), Tensors.of(c), new Whole(1)).toFloatArray())
          .containsExactly(6, 0, -3.5f);
    }
  }

  @Test
  void aRecordedFunctionHasTheGradientOfItsFormula() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("x", Initializer.normal(1), 4)
              .on(session, new SplittableRandom(5));
      double[] x = parameters.values();
      TorchScript script = TorchScript.compile(session.manager(), POWER);
      NDArray y = session.constant(new float[] {1, 2, 3, 4}, 4);
      double value =
          Gradient.of(() -> script.record("cube", Tensors.of(parameters.flat()), Tensors.of(y)));
      float[] gradient = parameters.flat().getGradient().toFloatArray();
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (i + 1) * x[i] * x[i] * x[i];
        assertThat(gradient[i]).isCloseTo((float) (3 * (i + 1) * x[i] * x[i]), within(1e-4f));
      }
      assertThat(value).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void whatTheLibraryDoesNotKnowIsRefused() {
    String unknown =
        "  def f(self: __torch__.Program, x: Tensor) -> Tensor:\n    return torch.nosuch(x)\n";
    try (Session session = Session.open()) {
      assertThat(TorchScript.compiles(session.manager(), POWER)).isTrue();
      assertThat(TorchScript.compiles(session.manager(), unknown)).isFalse();
      assertThatThrownBy(() -> TorchScript.compile(session.manager(), unknown))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("nosuch");
    }
  }
}
