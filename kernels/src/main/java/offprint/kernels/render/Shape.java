package offprint.kernels.render;

/** A surface with its material. The normal of a flat one is u × w; a sphere's points outwards. */
public sealed interface Shape {
  /** Index among the scene's materials. */
  int material();

  /** Area of the surface. */
  double area();

  /** The parallelogram of p + a u + b w, a and b in [0, 1]. */
  record Quad(Vector p, Vector u, Vector w, int material) implements Shape {
    @Override
    public double area() {
      return u.cross(w).length();
    }
  }

  /** The triangle of p + a u + b w, a, b ≥ 0, a + b ≤ 1. */
  record Triangle(Vector p, Vector u, Vector w, int material) implements Shape {
    @Override
    public double area() {
      return u.cross(w).length() / 2;
    }
  }

  /** A sphere. */
  record Sphere(Vector centre, double radius, int material) implements Shape {
    @Override
    public double area() {
      return 4 * Math.PI * radius * radius;
    }
  }
}
