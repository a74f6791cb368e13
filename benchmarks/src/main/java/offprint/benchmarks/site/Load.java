package offprint.benchmarks.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a site on loopback for pages at a fixed rate, whether it keeps up or not (open loop), and
 * prints per group of addresses how long the answers took in milliseconds: from the moment a
 * request was due, so a stall counts for all that waited behind it, to its last byte.
 *
 * <pre>Load PORT ADDRESSES RATE WARM-UP SECONDS [zipf|uniform]</pre>
 *
 * ADDRESSES is a file of lines "group, tab, path". Groups take turns; within one, the n-th address
 * is asked for 1/n as often as the first (zipf, as readers do), or all equally (uniform: most are
 * asked for once). Equal arguments give equal requests.
 */
final class Load {
  private static final long SECOND = 1_000_000_000L;

  private final int port;
  private final Map<String, List<String>> groups;
  private final boolean zipf;
  private final SplittableRandom random = new SplittableRandom(1);
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

  private Load(int port, Map<String, List<String>> groups, boolean zipf) {
    this.port = port;
    this.groups = groups;
    this.zipf = zipf;
  }

  /**
   * @param status 0 where there was no answer
   */
  private record Answer(String group, String path, int status, double millis) {}

  public static void main(String... args) throws IOException {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      String[] parts = line.split("\t", -1);
      groups.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    int rate = Integer.parseInt(args[2]);
    Load load =
        new Load(Integer.parseInt(args[0]), groups, args.length < 6 || args[5].equals("zipf"));
    load.run(rate, Integer.parseInt(args[3]));
    load.answers.clear();
    load.run(rate, Integer.parseInt(args[4]));
    load.report();
  }

  private void run(int rate, int seconds) {
    List<String> names = List.copyOf(groups.keySet());
    long start = System.nanoTime() + SECOND / 10;
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < rate * seconds; i++) {
        long due = start + SECOND * i / rate;
        String group = names.get(i % names.size());
        String path = path(groups.getOrDefault(group, List.of()));
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
          LockSupport.parkNanos(due - now);
        }
        requests.execute(() -> ask(group, path, due));
      }
    }
  }

  private String path(List<String> paths) {
    if (!zipf) {
      return paths.get(random.nextInt(paths.size()));
    }
    double rank = Math.pow(paths.size() + 1.0, random.nextDouble());
    return paths.get((int) rank - 1);
  }

  private void ask(String group, String path, long due) {
    int status = 0;
    try {
      Connection connection = idle.poll();
      if (connection == null) {
        connection = new Connection(port);
      }
      status = connection.get(path);
      if (!connection.isEnded()) {
        idle.add(connection);
      }
    } catch (IOException _) {
      // counted as no answer
    }
    answers.add(new Answer(group, path, status, (System.nanoTime() - due) / 1e6));
  }

  private void report() {
    System.out.printf("%-12s%9s%9s%9s%9s%9s%n", "", "requests", "p50", "p99", "max", "failed");
    for (String group : groups.keySet()) {
      line(group, answers.stream().filter(answer -> answer.group().equals(group)).toList());
    }
    line("all", List.copyOf(answers));
    answers.stream()
        .filter(answer -> answer.status() != 200)
        .limit(5)
        .forEach(answer -> System.out.println(answer.status() + " " + answer.path()));
  }

  private static void line(String name, List<Answer> some) {
    double[] millis = some.stream().mapToDouble(Answer::millis).sorted().toArray();
    System.out.printf(
        "%-12s%9d%9.2f%9.2f%9.2f%9d%n",
        name,
        millis.length,
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        Arrays.stream(millis).max().orElse(Double.NaN),
        some.stream().filter(answer -> answer.status() != 200).count());
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }
}
