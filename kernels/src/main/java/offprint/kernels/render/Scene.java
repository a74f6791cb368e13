package offprint.kernels.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Surfaces, their materials, and a camera.
 *
 * @param lights the shapes that emit, in order
 * @param cumulative probability with which each light or one before it is chosen, proportional to
 *     area times luminance [lights]
 */
public record Scene(
    Camera camera,
    List<Material> materials,
    List<Shape> shapes,
    int[] lights,
    double[] cumulative) {

  /**
   * @throws IllegalArgumentException if a shape has no area or nothing emits
   */
  public static Scene of(Camera camera, List<Material> materials, List<Shape> shapes) {
    List<Integer> lights = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      if (!(shapes.get(i).area() > 1e-20)) {
        throw new IllegalArgumentException(
            "shape %d must have an area: u and w lie in one line, or the radius is 0"
                .formatted(i + 1));
      }
      if (materials.get(shapes.get(i).material()).emits()) {
        lights.add(i);
      }
    }
    if (lights.isEmpty()) {
      throw new IllegalArgumentException(
          "a shape must have a material with emission, or the image would be black");
    }
    double[] cumulative = new double[lights.size()];
    double sum = 0;
    for (int l = 0; l < cumulative.length; l++) {
      Shape light = shapes.get(lights.get(l));
      double[] e = materials.get(light.material()).emission();
      sum += light.area() * Luminance.of(e[0], e[1], e[2]);
      cumulative[l] = sum;
    }
    for (int l = 0; l < cumulative.length; l++) {
      cumulative[l] /= sum;
    }
    return new Scene(
        camera,
        List.copyOf(materials),
        List.copyOf(shapes),
        lights.stream().mapToInt(i -> i).toArray(),
        cumulative);
  }
}
