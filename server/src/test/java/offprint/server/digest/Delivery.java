package offprint.server.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import offprint.server.mail.SmtpServer;

/**
 * Measures the delivery of many mails to a mail server on this machine while the sending process is
 * killed (signal 9) twice and started again. Arguments: subscribers, connections, and how many
 * mails are sent before each kill (commas). {@code benchmarks/digest/measure.sh} runs it.
 */
final class Delivery {
  private static final String NOW = "2026-11-26T07:00:00Z";

  private Delivery() {}

  public static void main(String[] args) throws Exception {
    int readers = Integer.parseInt(args[0]);
    int connections = Integer.parseInt(args[1]);
    List<Long> kills = Arrays.stream(args[2].split(",")).map(Long::valueOf).toList();
    Path folder = Files.createTempDirectory("offprint-delivery-");
    try (SmtpServer server = new SmtpServer()) {
      prepare(folder, server, readers);
      long began = System.nanoTime();
      for (long sent : kills) {
        Process sender = SenderMain.start(folder, "", server.port(), NOW, "", 0, connections);
        await(folder, server, sent);
        sender.destroyForcibly().waitFor();
        System.out.printf("killed after %.1f s%n", seconds(began));
      }
      Process last = SenderMain.start(folder, "", server.port(), NOW, "", 0, connections);
      last.inputReader().readLine();
      System.out.printf("all mails taken after %.1f s%n", seconds(began));
      last.waitFor();
      report(server, readers);
      try (Mailroom room = new Mailroom(folder, server.port(), NOW)) {
        System.out.println("rows of the queue: " + room.counts());
      }
    } finally {
      delete(folder);
    }
  }

  private static double seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
  }

  private static void prepare(Path folder, SmtpServer server, int readers) {
    try (Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      room.transaction()
          .executeWithoutResult(
              _ -> {
                for (int i = 0; i < readers; i++) {
                  DigestPreferences digestPreferences =
                      new DigestPreferences(
                          i % 3 != 2,
                          i % 2 == 0 ? List.of() : List.of("topic" + i % 20),
                          i % 5 == 0 ? List.of("Author " + i % 40) : List.of("Author 1"),
                          List.of());
                  room.subscribe(
                      "reader%d@example.org".formatted(i),
                      Mailroom.daily(7, "UTC"),
                      digestPreferences);
                }
              });
      List<String> papers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        papers.add(
            "2611.%05d|A paper of the benchmark with a title as long as most, %d|%d|topic%d|Author %d"
                .formatted(i + 1, i, i, i % 20, i % 40));
      }
      room.list("2026-11-25", papers.toArray(String[]::new));
    }
  }

  private static void await(Path folder, SmtpServer server, long sent) throws InterruptedException {
    try (Mailroom room = new Mailroom(folder, server.port(), NOW)) {
      while (room.counts().getOrDefault("sent", 0L) < sent) {
        Thread.sleep(20);
      }
    }
  }

  private static void report(SmtpServer server, int readers) throws Exception {
    Map<String, List<String>> ids = server.ids();
    long mails = ids.values().stream().mapToLong(List::size).sum();
    long twice = ids.values().stream().filter(list -> list.size() > 1).count();
    Set<String> distinct = new HashSet<>();
    ids.values().forEach(distinct::addAll);
    System.out.printf(
        "%d mails in %d mailboxes of %d subscribers; %d mailboxes have more than one, %d distinct"
            + " Message-IDs; a mail has %d bytes%n",
        mails, ids.size(), readers, twice, distinct.size(), server.mails().getFirst().getSize());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
