package offprint.papers.mcmcbridge;

import offprint.kernels.render.Scene;
import offprint.kernels.render.Tracer;

/**
 * What is to be rendered.
 *
 * @param depth greatest number of hits of a path
 */
record Shot(Scene scene, int width, int height, int depth) {
  int pixels() {
    return width * height;
  }

  Tracer tracer() {
    return new Tracer(scene, width, height, depth);
  }

  int coordinates() {
    return Tracer.coordinates(depth);
  }
}
