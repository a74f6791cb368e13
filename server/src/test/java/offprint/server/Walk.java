package offprint.server;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import offprint.engine.Numbers;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** A random walk on a ring: quick, or as slow and as greedy as a test wants it. */
public final class Walk implements Method<Walk.Params> {
  /** What it does besides walking. */
  public enum Appetite {
    NONE,
    JAVA_HEAP,
    NATIVE_MEMORY,
    EXIT_AT_ONCE,
    NAN_VALUES
  }

  public record Params(
      @Param(help = "Nodes of the ring", symbol = "n", value = "8") @Min(3) @Max(10_000) int nodes,
      @Param(help = "Length of the walk", unit = "steps", value = "4000") @Min(100) @Max(2_000_000)
          int steps,
      @Param(help = "Strength of the repulsion; 0 is the plain walk", symbol = "α", value = "4")
          @DecimalMin("0")
          double repulsion,
      @Param(help = "Rest after each hundredth of the walk", unit = "ms", value = "0")
          @Min(0)
          @Max(10_000)
          int rest,
      @Param(help = "What it takes besides", value = "none") Appetite appetite,
      @Param(help = "Keep every position in a file", value = "true") boolean trace,
      @Param(help = "Title of the chart", value = "Distance from the uniform law") @Size(max = 60)
          String title,
      @Param(help = "Shares of the walk at which the error is read", value = "0.25,0.5,1")
          List<Double> readings,
      @Param(help = "Visits to start from: one number a line") Source visits) {
    public Params {
      if (steps < 10 * nodes) {
        throw new IllegalArgumentException(
            "steps must be at least ten times nodes: got %d and %d".formatted(steps, nodes));
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "walk", "Walks on a ring that avoids where it has been; gives the visits per node.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("slow", "steps=40000", "rest=50"),
        Preset.of("long", "nodes=100", "steps=400000"));
  }

  @Override
  public Report run(Params params, Run run) throws Exception {
    eat(params.appetite());
    double[] visits = new double[params.nodes()];
    Arrays.fill(visits, 1);
    if (!params.visits().isEmpty()) {
      try (var in = run.open(params.visits())) {
        String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        for (int i = 0; i < Math.min(lines.length, visits.length); i++) {
          visits[i] += Double.parseDouble(lines[i].strip());
        }
      }
    }
    int every = params.steps() / 100;
    double[] x = new double[100];
    double[] distance = new double[100];
    StringBuilder positions = new StringBuilder("step,node\n");
    int node = 0;
    for (int step = 0; step < 100 * every; step++) {
      node = next(node, visits, params.repulsion(), run.random().nextDouble());
      visits[node]++;
      positions.append(step).append(',').append(node).append('\n');
      if (step % every == every - 1) {
        int k = step / every;
        x[k] = step + 1;
        distance[k] = totalVariation(visits);
        run.progress((k + 1) / 100.0, "hundredth %d of 100".formatted(k + 1));
        run.point("distance", x[k], distance[k]);
        run.point("expected distance", x[k], 1 / Math.sqrt(x[k]));
        run.point("node", x[k], node);
        Thread.sleep(params.rest());
      }
    }
    if (params.appetite() == Appetite.NAN_VALUES) {
      throw new ArithmeticException("step %d: the distance is NaN".formatted(params.steps()));
    }
    return report(params, run, visits, x, distance, positions);
  }

  /** Keeps the memory in reach until it is refused. */
  private static void eat(Appetite appetite) {
    List<Object> eaten = new ArrayList<>();
    switch (appetite) {
      case JAVA_HEAP -> {
        while (true) {
          eaten.add(new long[1 << 20]);
        }
      }
      case NATIVE_MEMORY -> {
        while (true) {
          MemorySegment block = Arena.global().allocate(16 << 20);
          block.fill((byte) 1);
          eaten.add(block);
        }
      }
      case EXIT_AT_ONCE -> Runtime.getRuntime().halt(7);
      case NONE, NAN_VALUES -> {}
    }
  }

  private static int next(int node, double[] visits, double repulsion, double u) {
    int left = Math.floorMod(node - 1, visits.length);
    int right = (node + 1) % visits.length;
    double leftWeight = Math.pow(visits[left], -repulsion);
    double rightWeight = Math.pow(visits[right], -repulsion);
    return u * (leftWeight + rightWeight) < leftWeight ? left : right;
  }

  private static double totalVariation(double[] visits) {
    double total = Arrays.stream(visits).sum();
    return Arrays.stream(visits).map(v -> Math.abs(v / total - 1.0 / visits.length)).sum() / 2;
  }

  private static Report report(
      Params params, Run run, double[] visits, double[] x, double[] distance, StringBuilder path)
      throws Exception {
    try (OutputStream out = run.create("visits.txt")) {
      for (double v : visits) {
        out.write((v + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    if (params.trace()) {
      try (OutputStream out = run.create("path.csv")) {
        out.write(path.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    for (double share : params.readings()) {
      int k = Math.clamp((int) (share * 100) - 1, 0, 99);
      rows.add(List.of(share, (long) x[k], distance[k]));
    }
    return new Report(
        "After %d steps the visits are %s away from the uniform law."
            .formatted(params.steps(), Numbers.shown(distance[99])),
        List.of(
            Note.text("The walk chooses its neighbour by how seldom it was there."),
            new Table("Distance from the uniform law", List.of("share", "step", "distance"), rows),
            new Chart(
                params.title(),
                Chart.Axis.linear("step"),
                Chart.Axis.log("total variation"),
                List.of(Chart.Series.line("distance", x, distance)),
                "It falls as the walk goes on.")),
        Map.of("total_variation", distance[99]));
  }
}
