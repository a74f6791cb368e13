package offprint.engine;

import java.util.List;
import java.util.stream.Collectors;

/** Wrong input, every fault at once. */
public final class InvalidParameters extends IllegalArgumentException {
  private final transient List<Fault> faults;

  public InvalidParameters(List<Fault> faults) {
    super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
