package offprint.server.digest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import offprint.server.TestProcess;
import offprint.server.home.Home;
import offprint.server.mail.DeliveryStep;

/**
 * Prepares and sends what is due, as a process of its own that is to be killed. Arguments: data
 * folder, database, mail server's port, time, a step and which mail is to stop there ("" for none),
 * connections to the mail server: one begins once all is prepared, several at once. Prints "here"
 * when a mail does stop, and stays there.
 */
final class SenderMain {
  private SenderMain() {}

  public static void main(String[] args) throws Exception {
    try (Home home = Home.open(Path.of(args[0]), args[1])) {
      Mailroom room = new Mailroom(home, Integer.parseInt(args[2]), args[3]);
      AtomicInteger left = new AtomicInteger(Integer.parseInt(args[5]));
      DeliveryStep.Watch watch =
          (step, _) -> {
            if (step.name().equals(args[4]) && left.decrementAndGet() == 0) {
              System.out.println("here");
              stay();
            }
          };
      List<MailDelivery> postmen =
          IntStream.range(0, Integer.parseInt(args[6])).mapToObj(_ -> room.postman(watch)).toList();
      postmen.forEach(postman -> room.outbox().beat(postman.node()));
      room.outbox().settleDead(postmen.stream().map(MailDelivery::node).toList(), true);
      List<Thread> threads = postmen.stream().map(Thread::new).toList();
      if (postmen.size() > 1) {
        threads.forEach(Thread::start);
      }
      Preparation preparation = room.preparation(watch);
      while (preparation.prepare(room.papers.last()) > 0) {
        // the next batch
      }
      if (postmen.size() == 1) {
        threads.forEach(Thread::start);
      }
      room.awaitIdle();
      System.out.println("idle");
      postmen.forEach(MailDelivery::stop);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  static Process start(
      Path folder, String database, int port, String now, String step, int mail, int connections)
      throws IOException {
    return TestProcess.builder(
            SenderMain.class,
            folder.toString(),
            database,
            "" + port,
            now,
            step,
            "" + mail,
            "" + connections)
        .start();
  }

  private static void stay() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
