package offprint.benchmarks.timemixer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.datasets.Dataset;
import offprint.engine.Json;
import offprint.engine.ParameterSchema;
import offprint.method.Run;
import offprint.method.Source;
import offprint.papers.timemixer.Forecast;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our side of {@code race.py}, through the public method: seconds of a training step (drawing the
 * batch, forward, backward, Adam) from the loss curve's points, and seconds per batch of a forward
 * pass from the judging of the test rows (drawing the windows and errors included). Arguments:
 * batch, rounds, steps. Prints both.
 */
public final class Steps {
  private Steps() {}

  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    int steps = Integer.parseInt(args[2]);
    Clock clock = new Clock(steps);
    new Forecast().run(params(batch, 5 + rounds * steps), clock);
    System.out.println(clock.step + " " + clock.forwardPerWindow() * batch);
  }

  private static Forecast.Params params(int batch, int steps) {
    ObjectNode given = Json.MAPPER.createObjectNode();
    given.put("blocks", 2).put("epochs", 1).put("steps", steps).put("batch", batch);
    return new ParameterSchema<>(new Forecast()).read("quick", given);
  }

  /** Reads the clock at the method's own marks. */
  private static final class Clock implements Run {
    private final RandomGenerator random = new SplittableRandom(1);
    private final int steps;
    private double step = Double.POSITIVE_INFINITY;
    private int points;
    private long roundStart;
    private long forwardStart;
    private long forwardEnd;

    Clock(int steps) {
      this.steps = steps;
    }

    double forwardPerWindow() {
      int rows = 17420;
      int windows = Math.round(rows * 0.2f) - 96 + 1;
      return (forwardEnd - forwardStart) / 1e9 / windows;
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public InputStream open(Source source) throws IOException {
      return Dataset.shared("etth2").orElseThrow().open();
    }

    @Override
    public Path local(Source source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream create(String artifact) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void progress(double fraction, String stage) {
      long now = System.nanoTime();
      if (stage.equals("judging TimeMixer") && forwardStart == 0) {
        forwardStart = now;
      } else if (stage.startsWith("fitting") && forwardEnd == 0) {
        forwardEnd = now;
      }
    }

    @Override
    public void point(String series, double x, double y) {
      if (!series.equals("train loss")) {
        return;
      }
      points++;
      if (points >= 5 && (points - 5) % steps == 0) { // the first five warm up
        long now = System.nanoTime();
        if (points > 5) {
          step = Math.min(step, (now - roundStart) / 1e9 / steps);
        }
        roundStart = now;
      }
    }
  }
}
