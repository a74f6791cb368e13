package offprint.kernels.graph;

import java.util.Arrays;

/** The connected components of a graph, numbered in order of their first node. */
public final class Components {
  private final int[] label;
  private final int[] size;

  private Components(int[] label, int[] size) {
    this.label = label;
    this.size = size;
  }

  /** Breadth first, O(nodes + edges). */
  public static Components of(Graph graph) {
    int n = graph.nodes();
    int[] label = new int[n];
    Arrays.fill(label, -1);
    int[] queue = new int[n];
    int[] size = new int[n];
    int count = 0;
    for (int root = 0; root < n; root++) {
      if (label[root] >= 0) {
        continue;
      }
      int tail = 0;
      queue[tail++] = root;
      label[root] = count;
      for (int head = 0; head < tail; head++) {
        int i = queue[head];
        for (int k = graph.start(i); k < graph.start(i + 1); k++) {
          int j = graph.neighbour(k);
          if (label[j] < 0) {
            label[j] = count;
            queue[tail++] = j;
          }
        }
      }
      size[count++] = tail;
    }
    return new Components(label, Arrays.copyOf(size, count));
  }

  public int count() {
    return size.length;
  }

  public int size(int component) {
    return size[component];
  }

  public int of(int node) {
    return label[node];
  }

  /** The component with most nodes; the first of them where several tie. */
  public int largest() {
    int best = 0;
    for (int c = 1; c < size.length; c++) {
      best = size[c] > size[best] ? c : best;
    }
    return best;
  }

  /** Its nodes, ascending. */
  public int[] nodes(int component) {
    int[] nodes = new int[size[component]];
    int kept = 0;
    for (int i = 0; i < label.length; i++) {
      if (label[i] == component) {
        nodes[kept++] = i;
      }
    }
    return nodes;
  }
}
