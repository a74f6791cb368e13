package offprint.kernels.torch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Memory outside the Java heap, where tensors live. */
public final class NativeMemory {
  private NativeMemory() {}

  /** Half of the machine's (or container's) memory: what a method may plan to use, in bytes. */
  public static long budgetBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / 2;
  }

  /**
   * @param name the parameter to lower
   * @param value its value
   * @throws IllegalArgumentException if a plan needs more than the budget
   */
  public static void require(double bytes, String name, Object value) {
    if (bytes > budgetBytes()) {
      throw new IllegalArgumentException(
          "%s must be lower: %s needs about %.1f GB of memory, and %.1f GB may be used"
              .formatted(name, value, bytes / 1e9, budgetBytes() / 1e9));
    }
  }
}
