package offprint.server.digest;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import offprint.server.home.Home;

/**
 * Prepares and sends what is due, as a process of its own that is to be killed. Arguments: data
 * folder, database, mail server's port, time, a step and which mail is to stop there ("" for none).
 * Prints "here" when one does, and stays there.
 */
final class SenderMain {
  private SenderMain() {}

  public static void main(String[] args) throws Exception {
    try (Home home = Home.open(Path.of(args[0]), args[1])) {
      Mailroom room = new Mailroom(home, Integer.parseInt(args[2]), args[3]);
      AtomicInteger left = new AtomicInteger(Integer.parseInt(args[5]));
      Step.Watch watch =
          (step, _) -> {
            if (step.name().equals(args[4]) && left.decrementAndGet() == 0) {
              System.out.println("here");
              stay();
            }
          };
      Postman postman = room.postman(watch);
      room.outbox().beat(postman.node());
      room.outbox().settleDead(java.util.List.of(postman.node()), true);
      Preparation preparation = room.preparation(watch);
      while (preparation.prepare(room.papers.last()) > 0) {
        // the next batch
      }
      Thread thread = new Thread(postman);
      thread.start();
      room.awaitIdle();
      System.out.println("idle");
      postman.stop();
      thread.join();
    }
  }

  private static void stay() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
