package offprint.server.vector;

/** Ends while texts are being read, and goes on reading them in a shutdown hook's time. */
final class EndingMain {
  private static final int ENDED = 9;
  private static final long HOOK_MILLIS = 1_500;

  private EndingMain() {}

  @SuppressWarnings("InfiniteLoopStatement")
  private static void read(SentenceModel model) {
    while (true) {
      model.question("word ".repeat(100));
    }
  }

  private static void linger() {
    try {
      Thread.sleep(HOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ENDED);
  }

  public static void main(String[] args) {
    SentenceModel model = new SentenceModel();
    model.question("loaded");
    Runtime.getRuntime().addShutdownHook(new Thread(EndingMain::linger));
    for (int i = 0; i < 2; i++) {
      Thread.ofPlatform().daemon().start(() -> read(model));
    }
    System.exit(0);
  }
}
