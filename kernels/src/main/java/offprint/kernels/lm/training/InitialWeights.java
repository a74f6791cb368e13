package offprint.kernels.lm.training;

import java.util.Map;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.TensorNames;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/**
 * What a model starts from: matrices N(0, .02²), those of projections into the residual stream
 * divided by √(2L), biases 0, gains 1.
 *
 * @param declaration the matrices first
 * @param decayed numbers in the matrices, which weight decay acts on
 */
public record InitialWeights(Parameters.Declaration declaration, long decayed) {
  public static InitialWeights of(ModelConfig config) {
    Map<String, long[]> shapes = TensorNames.required(config);
    Parameters.Declaration declaration = Parameters.declare();
    shapes.forEach(
        (name, shape) -> {
          if (shape.length == 2) {
            boolean residual = name.matches(".*(c_proj|o_proj|down_proj)\\.weight");
            double sd = residual ? 0.02 / Math.sqrt(2.0 * config.layers()) : 0.02;
            declaration.add(name, Initializer.normal(sd), shape);
          }
        });
    long decayed = declaration.size();
    shapes.forEach(
        (name, shape) -> {
          if (shape.length == 1) {
            double first = name.endsWith(".bias") ? 0 : 1;
            declaration.add(name, Initializer.constant(first), shape);
          }
        });
    return new InitialWeights(declaration, decayed);
  }
}
