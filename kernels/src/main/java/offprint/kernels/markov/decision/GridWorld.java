package offprint.kernels.markov.decision;

import java.util.ArrayDeque;
import java.util.List;

/**
 * A grid drawn in text: {@code S} start, {@code G} goal (+1, terminal), {@code X} trap (-1,
 * terminal), {@code #} wall, {@code .} free. Actions 0 up, 1 right, 2 down, 3 left. With
 * probability {@code slip} the move goes in one of the other three directions, each equally likely;
 * a move into a wall or off the grid stays.
 *
 * @param cells rows of the drawing
 * @param start state of S; states count the cells row by row, walls included
 */
public record GridWorld(List<String> cells, int start, FiniteMdp mdp) {
  public static final List<String> ACTIONS = List.of("up", "right", "down", "left");
  private static final int[] DOWN = {-1, 0, 1, 0};
  private static final int[] RIGHT = {0, 1, 0, -1};
  private static final int MOST_CELLS = 40_000;

  /**
   * @param text lines of equal length; blank lines at the end are ignored
   * @throws IllegalArgumentException naming row and column of what is wrong: ragged rows, an
   *     unknown letter, no or two S, no G, or no path from S to a G
   */
  public static GridWorld parse(String text, double slip) {
    List<String> cells = text.stripTrailing().lines().map(String::stripTrailing).toList();
    int width = cells.isEmpty() ? 0 : cells.getFirst().length();
    if (width == 0) {
      throw new IllegalArgumentException("the grid is empty: expected rows of . # S G X");
    }
    if ((long) width * cells.size() > MOST_CELLS) {
      throw new IllegalArgumentException(
          "the grid must have at most %d cells: got %d x %d"
              .formatted(MOST_CELLS, cells.size(), width));
    }
    int start = check(cells, width);
    GridWorld grid = new GridWorld(cells, start, mdp(cells, width, slip));
    grid.requireReachableGoal();
    return grid;
  }

  private static int check(List<String> cells, int width) {
    int start = -1;
    boolean goal = false;
    for (int r = 0; r < cells.size(); r++) {
      String row = cells.get(r);
      if (row.length() != width) {
        throw new IllegalArgumentException(
            "grid row %d: expected %d cells as in row 1: got %d"
                .formatted(r + 1, width, row.length()));
      }
      for (int c = 0; c < width; c++) {
        char cell = row.charAt(c);
        if (".#SGX".indexOf(cell) < 0) {
          throw new IllegalArgumentException(
              "grid row %d, column %d: expected one of . # S G X: got '%c'"
                  .formatted(r + 1, c + 1, cell));
        }
        if (cell == 'S' && start >= 0) {
          throw new IllegalArgumentException(
              "grid row %d, column %d: the grid must have one S: got a second"
                  .formatted(r + 1, c + 1));
        }
        start = cell == 'S' ? r * width + c : start;
        goal |= cell == 'G';
      }
    }
    if (start < 0 || !goal) {
      throw new IllegalArgumentException(
          "the grid must have one S and at least one G: got no " + (start < 0 ? "S" : "G"));
    }
    return start;
  }

  private static FiniteMdp mdp(List<String> cells, int width, double slip) {
    int states = cells.size() * width;
    double[] reward = new double[states];
    boolean[] terminal = new boolean[states];
    int[][][] successor = new int[states][4][];
    double[][][] probability = new double[states][4][];
    for (int s = 0; s < states; s++) {
      char cell = cells.get(s / width).charAt(s % width);
      reward[s] = cell == 'G' ? 1 : cell == 'X' ? -1 : 0;
      terminal[s] = cell == 'G' || cell == 'X';
      int[] neighbours = new int[4];
      for (int d = 0; d < 4; d++) {
        neighbours[d] = neighbour(cells, width, s, d);
      }
      for (int a = 0; a < 4; a++) {
        successor[s][a] = neighbours;
        probability[s][a] = new double[4];
        for (int d = 0; d < 4; d++) {
          probability[s][a][d] = d == a ? 1 - slip : slip / 3;
        }
      }
    }
    return new FiniteMdp(successor, probability, reward, terminal);
  }

  private static int neighbour(List<String> cells, int width, int state, int direction) {
    int r = state / width + DOWN[direction];
    int c = state % width + RIGHT[direction];
    boolean open =
        r >= 0 && r < cells.size() && c >= 0 && c < width && cells.get(r).charAt(c) != '#';
    return open ? r * width + c : state;
  }

  private void requireReachableGoal() {
    boolean[] seen = new boolean[mdp.states()];
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int s = open.remove();
      if (mdp.reward(s) > 0) {
        return;
      }
      for (int next : mdp.successors(s, 0)) {
        if (!seen[next] && !mdp.isTerminal(s)) {
          seen[next] = true;
          open.add(next);
        }
      }
    }
    throw new IllegalArgumentException("the grid must have a path from S to G: got none");
  }

  public int width() {
    return cells.getFirst().length();
  }
}
