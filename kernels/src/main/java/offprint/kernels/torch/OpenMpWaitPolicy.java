package offprint.kernels.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Makes torch's OpenMP threads sleep at a barrier instead of spinning. Spinning halves the speed,
 * or worse, as soon as another process wants the same cores: a step of 0.2 s took 6 s on two busy
 * cores. OpenMP reads {@code OMP_WAIT_POLICY} from the environment when its library loads, so it is
 * set for this process before.
 */
final class OpenMpWaitPolicy {
  private OpenMpWaitPolicy() {}

  @SuppressWarnings("restricted") // setenv, before any other native thread runs
  static void passive() {
    Linker linker = Linker.nativeLinker();
    linker.defaultLookup().find("setenv").ifPresent(setenv -> call(linker, setenv));
  }

  @SuppressWarnings("restricted")
  private static void call(Linker linker, MemorySegment setenv) {
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    MethodHandle handle = linker.downcallHandle(setenv, type);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom("OMP_WAIT_POLICY");
      int keep = 0; // a policy that the user has set stays
      int _ = (int) handle.invokeExact(name, arena.allocateFrom("PASSIVE"), keep);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv cannot throw", e);
    }
  }
}
