package offprint.kernels.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A binary tree of boxes around shapes, split at the median of the longest side; nodes lie in
 * arrays in depth-first order.
 */
final class BoxTree {
  private static final int LEAF = 4;
  private static final int DEEPEST = 64;

  private record Bounded(int shape, double[] low, double[] high) {
    double middle(int axis) {
      return low[axis] + high[axis];
    }
  }

  private final List<double[]> boxes = new ArrayList<>();
  private final List<int[]> children = new ArrayList<>();
  private final List<int[]> leaves = new ArrayList<>();
  private double[] box = new double[0];
  private int[] right = new int[0];
  private int[][] leaf = new int[0][];

  private BoxTree() {}

  /** The tree; empty for so few shapes that looking at all of them is faster. */
  static BoxTree of(List<Shape> shapes, int linearUpTo) {
    BoxTree tree = new BoxTree();
    if (shapes.size() > linearUpTo) {
      List<Bounded> bounded = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        bounded.add(bounded(i, shapes.get(i)));
      }
      tree.build(bounded);
      tree.box = new double[6 * tree.boxes.size()];
      for (int n = 0; n < tree.boxes.size(); n++) {
        System.arraycopy(tree.boxes.get(n), 0, tree.box, 6 * n, 6);
      }
      tree.right = tree.children.stream().mapToInt(c -> c[0]).toArray();
      tree.leaf = tree.leaves.toArray(int[][]::new);
    }
    return tree;
  }

  private static Bounded bounded(int index, Shape shape) {
    List<Vector> corners =
        switch (shape) {
          case Shape.Quad(Vector p, Vector u, Vector w, _) ->
              List.of(p, p.plus(u), p.plus(w), p.plus(u).plus(w));
          case Shape.Triangle(Vector p, Vector u, Vector w, _) -> List.of(p, p.plus(u), p.plus(w));
          case Shape.Sphere(Vector c, double r, _) ->
              List.of(c.plus(new Vector(r, r, r)), c.minus(new Vector(r, r, r)));
        };
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (Vector corner : corners) {
      double[] at = {corner.x(), corner.y(), corner.z()};
      for (int axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis], at[axis] - 1e-9);
        high[axis] = Math.max(high[axis], at[axis] + 1e-9);
      }
    }
    return new Bounded(index, low, high);
  }

  private void build(List<Bounded> shapes) {
    double[] bounds = new double[6];
    for (int axis = 0; axis < 3; axis++) {
      int k = axis;
      bounds[axis] = shapes.stream().mapToDouble(s -> s.low[k]).min().orElseThrow();
      bounds[axis + 3] = shapes.stream().mapToDouble(s -> s.high[k]).max().orElseThrow();
    }
    boxes.add(bounds);
    int[] right = {0};
    children.add(right);
    if (shapes.size() <= LEAF) {
      leaves.add(shapes.stream().mapToInt(Bounded::shape).toArray());
      return;
    }
    leaves.add(new int[0]);
    int axis = 0;
    for (int k = 1; k < 3; k++) {
      axis = bounds[k + 3] - bounds[k] > bounds[axis + 3] - bounds[axis] ? k : axis;
    }
    int longest = axis;
    List<Bounded> sorted =
        shapes.stream().sorted(Comparator.comparingDouble(s -> s.middle(longest))).toList();
    build(sorted.subList(0, sorted.size() / 2));
    right[0] = boxes.size();
    build(sorted.subList(sorted.size() / 2, sorted.size()));
  }

  boolean isEmpty() {
    return right.length == 0;
  }

  /**
   * Shortens the ray to its nearest hit.
   *
   * @param any true to stop at the first hit, wherever it is
   */
  void walk(Ray ray, Geometry geometry, boolean any) {
    int[] stack = new int[DEEPEST];
    int depth = 0;
    stack[depth++] = 0;
    double ix = 1 / ray.dx;
    double iy = 1 / ray.dy;
    double iz = 1 / ray.dz;
    while (depth > 0) {
      int node = stack[--depth];
      if (misses(node, ray, ix, iy, iz)) {
        continue;
      }
      if (right[node] == 0) {
        for (int shape : leaf[node]) {
          double t = geometry.hit(shape, ray, ray.distance);
          if (t < ray.distance) {
            ray.distance = t;
            ray.shape = shape;
            if (any) {
              return;
            }
          }
        }
      } else {
        stack[depth++] = right[node];
        stack[depth++] = node + 1;
      }
    }
  }

  private boolean misses(int node, Ray ray, double ix, double iy, double iz) {
    int o = 6 * node;
    double x1 = (box[o] - ray.x) * ix;
    double x2 = (box[o + 3] - ray.x) * ix;
    double y1 = (box[o + 1] - ray.y) * iy;
    double y2 = (box[o + 4] - ray.y) * iy;
    double z1 = (box[o + 2] - ray.z) * iz;
    double z2 = (box[o + 5] - ray.z) * iz;
    double enter = Math.max(Math.max(Math.min(x1, x2), Math.min(y1, y2)), Math.min(z1, z2));
    double leave = Math.min(Math.min(Math.max(x1, x2), Math.max(y1, y2)), Math.max(z1, z2));
    return enter > leave || leave < 0 || enter > ray.distance;
  }
}
