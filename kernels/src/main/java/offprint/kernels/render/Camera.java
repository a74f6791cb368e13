package offprint.kernels.render;

/**
 * A pinhole camera.
 *
 * @param verticalDegrees field of view from the lowest to the highest row, in (0, 180)
 */
public record Camera(Vector from, Vector to, Vector up, double verticalDegrees) {
  /**
   * @throws IllegalArgumentException if it looks at itself, along its up, or with no field of view
   */
  public Camera {
    if (to.minus(from).length() == 0) {
      throw new IllegalArgumentException("camera: from and to must differ: got " + text(from));
    }
    if (to.minus(from).cross(up).length() <= 1e-12 * to.minus(from).length()) {
      throw new IllegalArgumentException("camera: up must not lie along the view: got " + text(up));
    }
    if (!(verticalDegrees > 0 && verticalDegrees < 180)) {
      throw new IllegalArgumentException(
          "camera: fov must be in (0, 180) degrees: got " + verticalDegrees);
    }
  }

  private static String text(Vector v) {
    return "[%s, %s, %s]".formatted(v.x(), v.y(), v.z());
  }

  Vector forward() {
    return to.minus(from).unit();
  }

  Vector right() {
    return forward().cross(up).unit();
  }
}
