package offprint.kernels.markov;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The communicating classes of a chain: sets of states that reach one another. A class is closed if
 * nothing leads out of it; a chain with one class is irreducible, one with one closed class has one
 * stationary law.
 */
public final class CommunicatingClasses {
  private final int[] classOf;
  private final int count;
  private final boolean[] closed;

  private CommunicatingClasses(int[] classOf, int count, boolean[] closed) {
    this.classOf = classOf;
    this.count = count;
    this.closed = closed;
  }

  /**
   * @param weight [n][n] transition probabilities or rates: j follows i where {@code weight[i][j] >
   *     0}; the diagonal does not matter
   */
  public static CommunicatingClasses of(double[][] weight) {
    int n = weight.length;
    int[] order = finishOrder(weight);
    int[] classOf = new int[n];
    Arrays.fill(classOf, -1);
    int count = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int k = n - 1; k >= 0; k--) {
      if (classOf[order[k]] >= 0) {
        continue;
      }
      classOf[order[k]] = count;
      open.push(order[k]);
      while (!open.isEmpty()) {
        int j = open.pop();
        for (int i = 0; i < n; i++) {
          if (weight[i][j] > 0 && classOf[i] < 0) {
            classOf[i] = count;
            open.push(i);
          }
        }
      }
      count++;
    }
    boolean[] closed = new boolean[count];
    Arrays.fill(closed, true);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (weight[i][j] > 0 && classOf[i] != classOf[j]) {
          closed[classOf[i]] = false;
        }
      }
    }
    return new CommunicatingClasses(classOf, count, closed);
  }

  /** States in the order in which a depth-first search leaves them (Kosaraju). */
  private static int[] finishOrder(double[][] weight) {
    int n = weight.length;
    int[] order = new int[n];
    int[] next = new int[n];
    boolean[] seen = new boolean[n];
    int[] stack = new int[n];
    int finished = 0;
    for (int start = 0; start < n; start++) {
      if (seen[start]) {
        continue;
      }
      int depth = 0;
      stack[0] = start;
      seen[start] = true;
      while (depth >= 0) {
        int i = stack[depth];
        while (next[i] < n && (seen[next[i]] || !(weight[i][next[i]] > 0))) {
          next[i]++;
        }
        if (next[i] < n) {
          seen[next[i]] = true;
          stack[++depth] = next[i];
        } else {
          order[finished++] = i;
          depth--;
        }
      }
    }
    return order;
  }

  public int count() {
    return count;
  }

  /** Number of the class of {@code state}, from 0. */
  public int classOf(int state) {
    return classOf[state];
  }

  public boolean isClosed(int number) {
    return closed[number];
  }

  /** States of class {@code number}, ascending. */
  public int[] states(int number) {
    int[] states = new int[classOf.length];
    int size = 0;
    for (int i = 0; i < classOf.length; i++) {
      if (classOf[i] == number) {
        states[size++] = i;
      }
    }
    return Arrays.copyOf(states, size);
  }

  /** All classes, each with its states ascending, ordered by their least state. */
  public List<int[]> list() {
    List<int[]> classes = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      classes.add(states(c));
    }
    classes.sort((a, b) -> Integer.compare(a[0], b[0]));
    return classes;
  }
}
