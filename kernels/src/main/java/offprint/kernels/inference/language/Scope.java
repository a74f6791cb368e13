package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of one function and of those around it, resolved to frames and slots. */
final class Scope {
  private final List<String> names = new ArrayList<>();
  private final @Nullable Scope outer;

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  /** A variable: {@code levels} frames out, at a slot. */
  record Slot(int levels, int slot) {}

  int declare(String name) {
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    names.add(name);
    return names.size() - 1;
  }

  /** A slot without a name. */
  int temporary() {
    names.add("");
    return names.size() - 1;
  }

  @Nullable Slot find(String name) {
    int levels = 0;
    for (Scope scope = this; scope != null; scope = scope.outer) {
      int slot = scope.names.indexOf(name);
      if (slot >= 0) {
        return new Slot(levels, slot);
      }
      levels++;
    }
    return null;
  }

  int size() {
    return names.size();
  }

  List<String> names() {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }
}
