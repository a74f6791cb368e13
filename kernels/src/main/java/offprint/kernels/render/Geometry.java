package offprint.kernels.render;

import java.util.List;

/**
 * The surfaces of a scene as numbers, 16 a shape. Flat ones have the normal n and n·p, then the
 * vectors and offsets that give their coordinates a = x·A - A·p and b = x·B - B·p; spheres have
 * centre, radius and its square. Many shapes lie in a tree of boxes.
 */
final class Geometry {
  static final int SIZE = 16;
  static final int QUAD = 0;
  static final int TRIANGLE = 1;
  static final int SPHERE = 2;
  private static final double NEAREST = 1e-6;
  private static final int LINEAR_UP_TO = 16;

  final double[] number;
  final int[] kind;
  private final int count;
  private final BoxTree tree;

  Geometry(List<Shape> shapes) {
    count = shapes.size();
    number = new double[SIZE * count];
    kind = new int[count];
    for (int i = 0; i < count; i++) {
      switch (shapes.get(i)) {
        case Shape.Quad(Vector p, Vector u, Vector w, _) -> flat(i, QUAD, p, u, w);
        case Shape.Triangle(Vector p, Vector u, Vector w, _) -> flat(i, TRIANGLE, p, u, w);
        case Shape.Sphere(Vector c, double radius, _) -> {
          kind[i] = SPHERE;
          put(i, 0, c, radius);
          number[SIZE * i + 4] = radius * radius;
        }
      }
    }
    tree = BoxTree.of(shapes, LINEAR_UP_TO);
  }

  private void flat(int i, int kindOf, Vector p, Vector u, Vector w) {
    kind[i] = kindOf;
    Vector cross = u.cross(w);
    Vector n = cross.unit();
    Vector scaled = cross.times(1 / cross.dot(cross));
    Vector a = w.cross(scaled);
    Vector b = scaled.cross(u);
    put(i, 0, n, n.dot(p));
    put(i, 4, a, a.dot(p));
    put(i, 8, b, b.dot(p));
  }

  private void put(int i, int at, Vector v, double last) {
    int o = SIZE * i + at;
    number[o] = v.x();
    number[o + 1] = v.y();
    number[o + 2] = v.z();
    number[o + 3] = last;
  }

  /** The ray's nearest hit before {@code ray.distance}; -1 in {@code ray.shape} where none is. */
  void intersect(Ray ray) {
    ray.shape = -1;
    if (tree.isEmpty()) {
      intersect(ray, 0, count);
    } else {
      tree.walk(ray, this, false);
    }
  }

  /** True if a shape lies within {@code ray.distance}. */
  boolean blocks(Ray ray) {
    ray.shape = -1;
    if (tree.isEmpty()) {
      for (int i = 0; i < count; i++) {
        if (hit(i, ray, ray.distance) < ray.distance) {
          return true;
        }
      }
      return false;
    }
    tree.walk(ray, this, true);
    return ray.shape >= 0;
  }

  private void intersect(Ray ray, int from, int to) {
    for (int i = from; i < to; i++) {
      double t = hit(i, ray, ray.distance);
      if (t < ray.distance) {
        ray.distance = t;
        ray.shape = i;
      }
    }
  }

  /** Distance to a shape; {@code most} where it is missed, too near or too far. */
  double hit(int i, Ray ray, double most) {
    double[] g = number;
    int o = SIZE * i;
    if (kind[i] == SPHERE) {
      double x = ray.x - g[o];
      double y = ray.y - g[o + 1];
      double z = ray.z - g[o + 2];
      double b = x * ray.dx + y * ray.dy + z * ray.dz;
      double c = x * x + y * y + z * z - g[o + 4];
      double square = b * b - c;
      if (square < 0) {
        return most;
      }
      double root = Math.sqrt(square);
      double t = -b - root;
      if (t <= NEAREST) {
        t = -b + root;
      }
      return t > NEAREST ? t : most;
    }
    double along = g[o] * ray.dx + g[o + 1] * ray.dy + g[o + 2] * ray.dz;
    double t = (g[o + 3] - g[o] * ray.x - g[o + 1] * ray.y - g[o + 2] * ray.z) / along;
    if (!(t > NEAREST && t < most)) {
      return most;
    }
    double x = ray.x + t * ray.dx;
    double y = ray.y + t * ray.dy;
    double z = ray.z + t * ray.dz;
    double a = x * g[o + 4] + y * g[o + 5] + z * g[o + 6] - g[o + 7];
    double b = x * g[o + 8] + y * g[o + 9] + z * g[o + 10] - g[o + 11];
    boolean inside = a >= 0 && b >= 0 && (kind[i] == QUAD ? a <= 1 && b <= 1 : a + b <= 1);
    return inside ? t : most;
  }
}
