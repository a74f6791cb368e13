package offprint.kernels.render;

/** A ray with unit direction, and the nearest hit found so far. */
final class Ray {
  double x;
  double y;
  double z;
  double dx;
  double dy;
  double dz;

  /** Distance of the hit, or how far to look. */
  double distance;

  /** Index of the shape hit; -1 for none. */
  int shape;
}
