package offprint.benchmarks.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Readers and writers at a site on loopback: each reader asks for a page, pauses for 1 to 3 s, and
 * asks for the next; each writer, signed in, gives or takes back a vote about every second and
 * comments every 16 s, as the site's limits allow. At the end all votes and comments that were
 * answered are counted again at the site. Exits with 1 if an answer was an error, or one is lost.
 *
 * <pre>Community PORT SETUP-CODE READERS WRITERS SECONDS</pre>
 *
 * The site must be fresh, and started with {@code --behind-proxy --access accounts --joining open}:
 * every reader and writer has an address of its own, by X-Forwarded-For.
 */
final class Community {
  private static final int COMMENT_EVERY_MILLIS = 16_000;
  private static final int SLOWEST = 3_000;
  private static final List<String> PLACES =
      List.of(
          "/",
          "/papers/trending",
          "/runnable",
          "/papers.atom",
          "/search?q=entropy",
          "/search?q=random+walks",
          "/api/v1/papers");

  private final int port;
  private final long until;
  private final List<String> papers;
  private final Queue<Double> readMillis = new ConcurrentLinkedQueue<>();
  private final Queue<Double> writeMillis = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private Community(int port, List<String> papers, int seconds) {
    this.port = port;
    this.papers = papers;
    this.until = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /** What a writer did and was told that it is done. */
  private record Done(Map<String, Boolean> votes, List<String> comments) {}

  public static void main(String... args) throws Exception {
    int port = Integer.parseInt(args[0]);
    int readers = Integer.parseInt(args[2]);
    int writers = Integer.parseInt(args[3]);
    int seconds = Integer.parseInt(args[4]);
    Writer administrator = new Writer(port, "10.1.0.1");
    administrator.setUp(args[1], "administrator");
    List<Writer> people = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Writer writer = new Writer(port, "10.2.0." + (i + 1));
      writer.register("writer" + i);
      people.add(writer);
    }
    List<String> papers = administrator.papers();
    Map<String, Integer> before = new HashMap<>();
    for (String paper : papers) {
      before.put(paper, administrator.upvotes(paper));
    }
    Community community = new Community(port, papers, seconds);
    List<Done> done = community.run(readers, people);
    boolean lost = community.count(administrator, before, done);
    System.exit(community.report() || lost ? 1 : 0);
  }

  private List<Done> run(int readers, List<Writer> people) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < readers; i++) {
        int reader = i;
        threads.submit(() -> read(new SplittableRandom(reader)));
      }
      List<Future<Done>> writing = new ArrayList<>();
      for (int i = 0; i < people.size(); i++) {
        Writer writer = people.get(i);
        SplittableRandom random = new SplittableRandom(-1L - i);
        writing.add(threads.submit(() -> write(writer, random)));
      }
      List<Done> done = new ArrayList<>();
      for (Future<Done> one : writing) {
        done.add(one.get());
      }
      return done;
    }
  }

  private boolean isOver() {
    return System.nanoTime() > until;
  }

  private static void pause(int least, int most, SplittableRandom random) {
    try {
      Thread.sleep(random.nextInt(least, most));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(SplittableRandom random) {
    pause(0, SLOWEST, random); // they do not come all at once
    Connection connection = null;
    while (!isOver()) {
      int place = random.nextInt(PLACES.size() + papers.size());
      String path =
          place < PLACES.size()
              ? PLACES.get(place)
              : "/papers/" + papers.get(place - PLACES.size());
      long begin = System.nanoTime();
      try {
        if (connection == null || connection.isEnded()) {
          connection = new Connection(port);
        }
        int status = connection.get(path);
        if (status != 200) {
          failures.add("GET %s: %d".formatted(path, status));
        }
      } catch (IOException e) {
        failures.add("GET %s: %s".formatted(path, e));
        connection = null;
      }
      readMillis.add((System.nanoTime() - begin) / 1e6);
      pause(1_000, SLOWEST, random);
    }
  }

  private Done write(Writer writer, SplittableRandom random) {
    Done done = new Done(new HashMap<>(), new ArrayList<>());
    long commentAt = System.nanoTime() + random.nextInt(COMMENT_EVERY_MILLIS) * 1_000_000L;
    while (!isOver()) {
      String paper = papers.get(random.nextInt(papers.size()));
      long begin = System.nanoTime();
      try {
        if (begin > commentAt) {
          String text = "%s says %d".formatted(writer.name(), done.comments().size());
          writer.comment(paper, text);
          done.comments().add(paper + "\t" + text);
          commentAt += COMMENT_EVERY_MILLIS * 1_000_000L;
        } else {
          boolean up = !done.votes().getOrDefault(paper, false);
          writer.vote(paper, up);
          done.votes().put(paper, up);
        }
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
      writeMillis.add((System.nanoTime() - begin) / 1e6);
      pause(700, 1_300, random);
    }
    return done;
  }

  /** Asks the site for every vote and comment; true if one is missing or too many. */
  private boolean count(Writer asking, Map<String, Integer> before, List<Done> done)
      throws IOException {
    int votes = 0;
    int comments = 0;
    int wrong = 0;
    for (String paper : papers) {
      int expected = before.getOrDefault(paper, 0);
      List<String> said = new ArrayList<>();
      for (Done one : done) {
        expected += one.votes().getOrDefault(paper, false) ? 1 : 0;
        one.comments().stream()
            .filter(comment -> comment.startsWith(paper + "\t"))
            .map(comment -> comment.substring(paper.length() + 1))
            .forEach(said::add);
      }
      int counted = asking.upvotes(paper);
      List<String> stored = asking.comments(paper);
      votes += counted - before.getOrDefault(paper, 0);
      comments += stored.size();
      if (counted != expected || stored.size() != said.size() || !stored.containsAll(said)) {
        wrong++;
        System.out.printf(
            "%s: %d upvotes, %d expected; %d comments, %d expected%n",
            paper, counted, expected, stored.size(), said.size());
      }
    }
    System.out.printf(
        "standing at the end: %d votes, %d comments; papers with a wrong count: %d%n",
        votes, comments, wrong);
    return wrong > 0;
  }

  private boolean report() {
    System.out.printf("%-12s%9s%9s%9s%9s%n", "", "requests", "p50 ms", "p99 ms", "max ms");
    line("readers", readMillis);
    line("writers", writeMillis);
    System.out.println("errors: " + failures.size());
    failures.stream().limit(5).forEach(System.out::println);
    return !failures.isEmpty();
  }

  private static void line(String name, Queue<Double> times) {
    double[] millis = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-12s%9d%9.1f%9.1f%9.1f%n",
        name,
        millis.length,
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        Arrays.stream(millis).max().orElse(Double.NaN));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }
}
