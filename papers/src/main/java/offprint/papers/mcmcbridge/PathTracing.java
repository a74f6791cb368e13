package offprint.papers.mcmcbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.markov.Replicas;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Tracer;

/**
 * Renders by independent paths, equally many in each pixel. Rows have streams of their own, so the
 * image does not depend on the number of threads.
 */
record PathTracing(Shot shot, Part.Counter paths) {
  Exposures render(int pathsPerPixel, RandomGenerator seeds) {
    List<Integer> moments = Exposures.upTo(pathsPerPixel, 3L * shot.pixels());
    List<List<Film>> rows =
        Replicas.run(shot.height(), seeds, (row, random) -> row(row, moments, random));
    List<RadianceImage> images = new ArrayList<>();
    for (int m = 0; m < moments.size(); m++) {
      Film whole = new Film(shot.width(), shot.height());
      for (int row = 0; row < shot.height(); row++) {
        whole.add(row, rows.get(row).get(m));
      }
      images.add(whole.image(1.0 / moments.get(m)));
    }
    return new Exposures(moments, images);
  }

  /** One row at each moment. */
  private List<Film> row(int row, List<Integer> moments, RandomGenerator random) {
    Tracer tracer = shot.tracer();
    double[] u = new double[shot.coordinates()];
    Film film = new Film(shot.width(), 1);
    List<Film> films = new ArrayList<>();
    int done = 0;
    for (int moment : moments) {
      for (int column = 0; column < shot.width(); column++) {
        for (int p = done; p < moment; p++) {
          for (int i = 2; i < u.length; i++) {
            u[i] = random.nextDouble();
          }
          u[0] = (column + random.nextDouble()) / shot.width();
          u[1] = (row + random.nextDouble()) / shot.height();
          tracer.trace(u);
          film.add(column, tracer.red(), tracer.green(), tracer.blue(), 1);
        }
        paths.add(moment - done);
      }
      done = moment;
      films.add(film.copy());
    }
    return films;
  }
}
