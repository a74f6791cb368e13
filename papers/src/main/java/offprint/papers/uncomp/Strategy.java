package offprint.papers.uncomp;

import java.util.Arrays;
import java.util.List;

/** Strategies that keep a cache small. */
enum Strategy {
  FULL("full cache"),
  UNCOMP("UNComp"),
  SNAPKV("SnapKV"),
  H2O("H2O"),
  STREAMING_LLM("StreamingLLM"),
  RANDOM("random + window"),
  REVERSED("UNComp, groups reversed");

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  /** All but the full cache. */
  static List<Strategy> compressing() {
    return Arrays.stream(values()).filter(s -> s != FULL).toList();
  }

  String label() {
    return label;
  }
}
