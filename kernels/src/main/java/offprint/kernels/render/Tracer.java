package offprint.kernels.render;

import java.util.List;

/**
 * The light along one path, as a function of a point u of the unit cube: the camera's pixel is (u0
 * W, u1 H), row 0 on top; hit k reads u[2 + 6k …]: 0 picks a light, 1 and 2 its point, 3 reflects
 * or transmits, 4 and 5 are a cosine-distributed direction. Sampled lights and lights that are hit
 * combine by the balance heuristic. The mean of the function over the cube is the image's mean,
 * paths of more than {@code depth} hits left out. Not thread-safe.
 */
public final class Tracer {
  private static final double SHADOW_GAP = 1e-5;

  private final Scene scene;
  private final Geometry geometry;
  private final Shape[] shapes;
  private final Material[] material;
  private final double[] lightDensity;
  private final int width;
  private final int height;
  private final int depth;
  private final Vector right;
  private final Vector above;
  private final Vector forward;
  private final double spread;
  private final Ray ray = new Ray();
  private final Ray shadow = new Ray();

  private int pixel;
  private double red;
  private double green;
  private double blue;
  private double throughputRed;
  private double throughputGreen;
  private double throughputBlue;
  private double nx;
  private double ny;
  private double nz;

  /**
   * @param depth greatest number of hits of a path, at least 1
   */
  public Tracer(Scene scene, int width, int height, int depth) {
    this.scene = scene;
    this.geometry = new Geometry(scene.shapes());
    this.shapes = scene.shapes().toArray(Shape[]::new);
    List<Material> materials = scene.materials();
    this.material = new Material[shapes.length];
    this.lightDensity = new double[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      material[i] = materials.get(shapes[i].material());
    }
    double before = 0;
    for (int l = 0; l < scene.lights().length; l++) {
      int light = scene.lights()[l];
      lightDensity[light] = (scene.cumulative()[l] - before) / shapes[light].area();
      before = scene.cumulative()[l];
    }
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.forward = scene.camera().forward();
    this.right = scene.camera().right();
    this.above = right.cross(forward);
    this.spread = Math.tan(Math.toRadians(scene.camera().verticalDegrees()) / 2);
  }

  /** Number of coordinates of u that paths of this many hits read. */
  public static int coordinates(int depth) {
    return 2 + 6 * depth;
  }

  /** Row times width plus column of the last path. */
  public int pixel() {
    return pixel;
  }

  public double red() {
    return red;
  }

  public double green() {
    return green;
  }

  public double blue() {
    return blue;
  }

  public double luminance() {
    return Luminance.of(red, green, blue);
  }

  /**
   * Follows one path; its pixel and radiance are then in this object.
   *
   * @param u point of the unit cube, each coordinate in [0, 1) [2 + 6 depth]
   */
  public void trace(double[] u) {
    double sx = (2 * u[0] - 1) * spread * width / height;
    double sy = (1 - 2 * u[1]) * spread;
    int row = (int) (u[1] * height);
    int column = (int) (u[0] * width);
    pixel = row * width + column;
    Vector from = scene.camera().from();
    ray.x = from.x();
    ray.y = from.y();
    ray.z = from.z();
    point(
        forward.x() + sx * right.x() + sy * above.x(),
        forward.y() + sx * right.y() + sy * above.y(),
        forward.z() + sx * right.z() + sy * above.z());
    follow(u);
  }

  private void point(double dx, double dy, double dz) {
    double scale = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
    ray.dx = dx * scale;
    ray.dy = dy * scale;
    ray.dz = dz * scale;
  }

  private void follow(double[] u) {
    red = 0;
    green = 0;
    blue = 0;
    throughputRed = 1;
    throughputGreen = 1;
    throughputBlue = 1;
    double directionDensity = 0; // of the last scattering, 0 after camera, mirror and glass
    for (int hit = 0; hit < depth; hit++) {
      ray.distance = Double.POSITIVE_INFINITY;
      geometry.intersect(ray);
      int shape = ray.shape;
      if (shape < 0) {
        return;
      }
      ray.x += ray.distance * ray.dx;
      ray.y += ray.distance * ray.dy;
      ray.z += ray.distance * ray.dz;
      normal(shape);
      double cosine = -(nx * ray.dx + ny * ray.dy + nz * ray.dz);
      Material m = material[shape];
      if (lightDensity[shape] > 0 && cosine > 0) {
        double seen = lightDensity[shape] * ray.distance * ray.distance / cosine;
        boolean alone = directionDensity == 0;
        add(m.emission(), alone ? 1 : directionDensity / (directionDensity + seen));
      }
      if (hit == depth - 1) {
        return;
      }
      int q = 2 + 6 * hit;
      directionDensity = 0;
      switch (m.kind()) {
        case DIFFUSE -> {
          if (!tint(m.albedo())) {
            return;
          }
          if (cosine < 0) {
            nx = -nx;
            ny = -ny;
            nz = -nz;
          }
          sampleLight(u[q], u[q + 1], u[q + 2]);
          directionDensity = scatter(u[q + 4], u[q + 5]);
        }
        case MIRROR -> {
          if (!tint(m.albedo())) {
            return;
          }
          reflect(cosine);
        }
        case GLASS -> pass(m.ior(), cosine, u[q + 3]);
      }
    }
  }

  private void add(double[] emission, double weight) {
    red += throughputRed * emission[0] * weight;
    green += throughputGreen * emission[1] * weight;
    blue += throughputBlue * emission[2] * weight;
  }

  /** False if nothing is left. */
  private boolean tint(double[] albedo) {
    throughputRed *= albedo[0];
    throughputGreen *= albedo[1];
    throughputBlue *= albedo[2];
    return throughputRed + throughputGreen + throughputBlue > 0;
  }

  /** Outward normal at the ray's hit. */
  private void normal(int shape) {
    double[] g = geometry.number;
    int o = Geometry.SIZE * shape;
    if (geometry.kind[shape] == Geometry.SPHERE) {
      double scale = 1 / g[o + 3];
      nx = (ray.x - g[o]) * scale;
      ny = (ray.y - g[o + 1]) * scale;
      nz = (ray.z - g[o + 2]) * scale;
    } else {
      nx = g[o];
      ny = g[o + 1];
      nz = g[o + 2];
    }
  }

  /** Adds the light of one point of one light, if nothing lies between. */
  private void sampleLight(double q0, double q1, double q2) {
    int l = 0;
    while (l < scene.cumulative().length - 1 && q0 >= scene.cumulative()[l]) {
      l++;
    }
    int light = scene.lights()[l];
    double lx;
    double ly;
    double lz;
    double mx;
    double my;
    double mz;
    double[] g = geometry.number;
    int o = Geometry.SIZE * light;
    if (shapes[light] instanceof Shape.Sphere sphere) {
      mz = 1 - 2 * q1;
      double r = Math.sqrt(Math.max(0, 1 - mz * mz));
      mx = r * Math.cos(2 * Math.PI * q2);
      my = r * Math.sin(2 * Math.PI * q2);
      lx = sphere.centre().x() + sphere.radius() * mx;
      ly = sphere.centre().y() + sphere.radius() * my;
      lz = sphere.centre().z() + sphere.radius() * mz;
    } else {
      double a = q1;
      double b = q2;
      Vector p;
      Vector u;
      Vector w;
      if (shapes[light] instanceof Shape.Quad quad) {
        p = quad.p();
        u = quad.u();
        w = quad.w();
      } else {
        Shape.Triangle triangle = (Shape.Triangle) shapes[light];
        double root = Math.sqrt(q1);
        a = 1 - root;
        b = root * q2;
        p = triangle.p();
        u = triangle.u();
        w = triangle.w();
      }
      lx = p.x() + a * u.x() + b * w.x();
      ly = p.y() + a * u.y() + b * w.y();
      lz = p.z() + a * u.z() + b * w.z();
      mx = g[o];
      my = g[o + 1];
      mz = g[o + 2];
    }
    double dx = lx - ray.x;
    double dy = ly - ray.y;
    double dz = lz - ray.z;
    double square = dx * dx + dy * dy + dz * dz;
    double distance = Math.sqrt(square);
    double scale = 1 / distance;
    dx *= scale;
    dy *= scale;
    dz *= scale;
    double cosine = nx * dx + ny * dy + nz * dz;
    double lightCosine = -(mx * dx + my * dy + mz * dz);
    if (!(cosine > 0 && lightCosine > 0)) {
      return;
    }
    shadow.x = ray.x;
    shadow.y = ray.y;
    shadow.z = ray.z;
    shadow.dx = dx;
    shadow.dy = dy;
    shadow.dz = dz;
    shadow.distance = distance - SHADOW_GAP;
    if (!geometry.blocks(shadow)) {
      double density = lightDensity[light] * square / lightCosine;
      double scattered = cosine / Math.PI;
      add(material[light].emission(), scattered / (density + scattered));
    }
  }

  /** A direction about the normal with density cosine / π, in the frame of Duff et al. (2017). */
  private double scatter(double q4, double q5) {
    double r = Math.sqrt(q4);
    double angle = 2 * Math.PI * q5;
    double x = r * Math.cos(angle);
    double y = r * Math.sin(angle);
    double z = Math.sqrt(Math.max(0, 1 - q4));
    double sign = Math.copySign(1, nz);
    double a = -1 / (sign + nz);
    double b = nx * ny * a;
    ray.dx = x * (1 + sign * nx * nx * a) + y * b + z * nx;
    ray.dy = x * sign * b + y * (sign + ny * ny * a) + z * ny;
    ray.dz = x * -sign * nx - y * ny + z * nz;
    return z / Math.PI;
  }

  private void reflect(double cosine) {
    ray.dx += 2 * cosine * nx;
    ray.dy += 2 * cosine * ny;
    ray.dz += 2 * cosine * nz;
  }

  /** Reflects with the probability of Fresnel's equations for unpolarised light, else refracts. */
  private void pass(double ior, double cosine, double q3) {
    boolean entering = cosine > 0;
    double ratio = entering ? 1 / ior : ior;
    double ci = Math.abs(cosine);
    double square = 1 - ratio * ratio * (1 - ci * ci);
    double reflectance = 1;
    double ct = 0;
    if (square > 0) {
      ct = Math.sqrt(square);
      double s = (ratio * ci - ct) / (ratio * ci + ct);
      double p = (ci - ratio * ct) / (ci + ratio * ct);
      reflectance = (s * s + p * p) / 2;
    }
    if (q3 < reflectance) {
      reflect(cosine);
      return;
    }
    double along = (ratio * ci - ct) * (entering ? 1 : -1);
    ray.dx = ratio * ray.dx + along * nx;
    ray.dy = ratio * ray.dy + along * ny;
    ray.dz = ratio * ray.dz + along * nz;
  }
}
