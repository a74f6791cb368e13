package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.EdgeListReader;
import offprint.kernels.graph.HopDistances;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;

/**
 * Our side of {@code benchmarks/perfect-reconstruction/race.py}: reads what it wrote into the
 * folder given and prints lines of name, shortest seconds, value. In the paper's package because
 * what it times is private to it.
 */
public final class Timings {
  private static final int ROUNDS = 5;

  private Timings() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Partition> pairs = columns(folder.resolve("pairs"));
    StateLaw law = StateLaw.uniform(pairs.getFirst().states());
    time("pairs", () -> sum(JointEntropies.of(pairs, law, _ -> {})));
    time("csv", () -> values(folder.resolve("pairs.csv")));
    List<Partition> mushroom = columns(folder.resolve("mushroom"));
    List<Partition> traits = mushroom.subList(1, mushroom.size());
    for (int size : new int[] {3, 4}) {
      time("mushroom_" + size, () -> keys(traits, mushroom.getFirst(), size, true));
    }
    time("mushroom_plain_4", () -> keys(traits, mushroom.getFirst(), 4, false));
    if (Files.exists(folder.resolve("entries"))) {
      List<Partition> entries = columns(folder.resolve("entries"));
      Partition row = Partition.identity(entries.getFirst().states());
      time("entries", () -> keys(entries, row, 5, true));
      time("entries_plain", () -> keys(entries, row, 5, false));
    }
    if (Files.exists(folder.resolve("graph"))) {
      EdgeList edges;
      try (InputStream in = Files.newInputStream(folder.resolve("graph"))) {
        edges = EdgeListReader.read(in, _ -> {});
      }
      time("hops", () -> probe(HopDistances.of(edges.graph(), _ -> {})));
      HopDistances hops = HopDistances.of(edges.graph(), _ -> {});
      Readings readings = new GraphReadings(edges, hops, 0, List.of());
      time("landmarks", () -> landmarks(readings));
    }
  }

  /** Different values of all columns of a CSV. */
  private static double values(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      TextTable table = Csv.read(in);
      return IntStream.range(0, table.columns().size()).map(c -> table.coded(c).values()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sum over some pairs, to compare. */
  private static double probe(HopDistances hops) {
    double sum = 0;
    for (int i = 0; i < hops.nodes(); i++) {
      sum += hops.hops(i, (int) (7_919L * i % hops.nodes()));
    }
    return sum;
  }

  private static double landmarks(Readings readings) {
    Selection greedy = Selection.greedy(readings, 400, _ -> {});
    return greedy.classesAt(400);
  }

  private static double keys(List<Partition> columns, Partition target, int size, boolean prune) {
    StateLaw law = StateLaw.uniform(target.states());
    JointEntropies pairs = JointEntropies.of(columns, law, _ -> {});
    KeySearch.Outcome found =
        KeySearch.run(
            new KeySearch.Task(columns, pairs, target, law, size, Criterion.ENTROPY, 0, prune),
            _ -> {});
    return found.keys().size() + found.counts().exact() / 1e6;
  }

  private static double sum(JointEntropies pairs) {
    double sum = 0;
    for (int i = 0; i < pairs.variables(); i++) {
      for (int j = 0; j < i; j++) {
        sum += pairs.pair(i, j).joint();
      }
    }
    return sum;
  }

  private static void time(String name, DoubleSupplier work) {
    double shortest = Double.POSITIVE_INFINITY;
    double value = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      value = work.getAsDouble();
      shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
    }
    System.out.println(name + " " + shortest + " " + value);
  }

  /** A file of big-endian integers: rows, columns, then the codes column by column. */
  private static List<Partition> columns(Path file) throws IOException {
    var numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asIntBuffer();
    int rows = numbers.get();
    int count = numbers.get();
    List<Partition> columns = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      int[] codes = new int[rows];
      numbers.get(codes);
      columns.add(Partition.of(codes, Arrays.stream(codes).max().orElse(0) + 1));
    }
    return columns;
  }
}
