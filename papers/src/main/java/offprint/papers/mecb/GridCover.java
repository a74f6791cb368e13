package offprint.papers.mecb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;

/**
 * Walks on a grid by the maximum-entropy policy; a walk that ends starts again at S. Written as
 * lines {@code episode,row,column,action}, rows and columns from 1.
 */
final class GridCover implements Cover {
  private final GridWorld grid;
  private final SoftValueIteration control;
  private final RandomGenerator random;
  private final StringJoiner lines = new StringJoiner("\n", "episode,row,column,action\n", "");
  private int[] followed = {};
  private int steps;
  private int episode = 1;
  private int state;

  /**
   * @param random moves the agent, until the cover follows a carrier
   */
  GridCover(GridWorld grid, SoftValueIteration control, RandomGenerator random) {
    this.grid = grid;
    this.control = control;
    this.random = random;
    state = grid.start();
  }

  @Override
  public double[] law() {
    return control.policy(state);
  }

  @Override
  public void act(int action) {
    int row = state / grid.width() + 1;
    int column = state % grid.width() + 1;
    lines.add("%d,%d,%d,%s".formatted(episode, row, column, GridWorld.ACTIONS.get(action)));
    steps++;
    state =
        followed.length == 0
            ? grid.mdp().step(state, action, random)
            : followed[Math.min(steps, followed.length - 1)];
    if (grid.mdp().isTerminal(state)) {
      state = grid.start();
      episode++;
    }
  }

  @Override
  public String unit() {
    return "steps";
  }

  @Override
  public String written() {
    return lines.toString();
  }

  @Override
  public int[] read(String written) throws IOException {
    TextTable table = Csv.read(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
    int[] row = places(table, "row", grid.cells().size());
    int[] column = places(table, "column", grid.width());
    int action = table.column("action");
    int[] actions = new int[table.rows()];
    followed = new int[table.rows()];
    for (int i = 0; i < actions.length; i++) {
      followed[i] = row[i] * grid.width() + column[i];
      actions[i] = GridWorld.ACTIONS.indexOf(table.cell(i, action));
      if (actions[i] < 0) {
        throw table.wrong(i, action, "one of " + String.join(", ", GridWorld.ACTIONS));
      }
    }
    return actions;
  }

  private static int[] places(TextTable table, String name, int most) {
    int column = table.column(name);
    double[] values = table.numbers(column);
    int[] places = new int[values.length];
    for (int i = 0; i < places.length; i++) {
      if (!(values[i] >= 1 && values[i] <= most && values[i] == Math.rint(values[i]))) {
        throw table.wrong(i, column, "a whole number in 1.." + most);
      }
      places[i] = (int) values[i] - 1;
    }
    return places;
  }
}
