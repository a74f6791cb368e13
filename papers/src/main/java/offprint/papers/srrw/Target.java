package offprint.papers.srrw;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The weights of the average, or of the objective, over the nodes. */
enum Target {
  UNIFORM,
  DEGREE,
  /** The column "weight" of the node table. */
  COLUMN;

  /** The weights, sum 1 [nodes]. */
  double[] weights(Network network, @Nullable NodeTable table) {
    double[] weight =
        switch (this) {
          case UNIFORM -> network.uniform();
          case DEGREE -> network.graph().degrees();
          case COLUMN -> {
            if (table == null || !table.has("weight")) {
              throw new IllegalArgumentException(
                  "target column needs nodes, a table with a column 'weight'");
            }
            yield table.weights();
          }
        };
    double sum = Arrays.stream(weight).sum();
    return Arrays.stream(weight).map(w -> w / sum).toArray();
  }
}
