package offprint.method;

/**
 * What a reader sees of a method before running it.
 *
 * @param task the verb, e.g. "forecast"
 * @param summary one sentence: what goes in, what comes out
 */
public record Card(String task, String summary) {
  public Card {
    if (!task.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("task must be a lower-case word: got " + task);
    }
    if (summary.isBlank()) {
      throw new IllegalArgumentException("task %s has no summary".formatted(task));
    }
  }
}
