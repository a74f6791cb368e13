package offprint.server.vector;

import java.nio.file.Path;
import offprint.server.home.Home;
import offprint.server.paper.Papers;

/**
 * Makes vectors as a process of its own, to be killed, and prints how many papers have none each
 * time that number falls. Arguments: home, database.
 */
final class BackfillMain {
  private BackfillMain() {}

  public static void main(String[] args) throws InterruptedException {
    try (Home home = Home.open(Path.of(args[0]), args[1]);
        SentenceModel model = new SentenceModel()) {
      Vectors vectors = new Vectors(home, model, VectorConfig.DEFAULT);
      VectorBackfill vectorBackfill = new VectorBackfill(home, new Papers(home), model, vectors);
      vectorBackfill.start();
      long missing = Long.MAX_VALUE;
      while (missing > 0) {
        long now = vectors.missing();
        if (now < missing) {
          missing = now;
          System.out.println(missing);
        }
        Thread.sleep(1);
      }
      vectorBackfill.stop();
    }
  }
}
