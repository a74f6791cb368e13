package offprint.kernels.render;

/** Three coordinates, for building scenes. */
public record Vector(double x, double y, double z) {
  Vector plus(Vector v) {
    return new Vector(x + v.x, y + v.y, z + v.z);
  }

  Vector minus(Vector v) {
    return new Vector(x - v.x, y - v.y, z - v.z);
  }

  Vector times(double s) {
    return new Vector(x * s, y * s, z * s);
  }

  Vector cross(Vector v) {
    return new Vector(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x);
  }

  double dot(Vector v) {
    return x * v.x + y * v.y + z * v.z;
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  Vector unit() {
    return times(1 / length());
  }
}
