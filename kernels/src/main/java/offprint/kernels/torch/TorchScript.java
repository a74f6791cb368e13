package offprint.kernels.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions written in torch's own script language and run by its interpreter: one native call does
 * what would take hundreds, and operations are there that DJL does not offer.
 *
 * <p>The source is methods of a class {@code Program}, indented by two spaces; each takes {@code
 * self: __torch__.Program} first and gives one tensor:
 *
 * <pre>{@code
 * def sum(self: __torch__.Program, parts: List[Tensor], power: int) -> Tensor:
 *   return torch.pow(torch.add(parts[0], parts[1]), power)
 * }</pre>
 */
public final class TorchScript {
  /** Of the file format, which decides what the operations' arguments mean. */
  private static final String VERSION = "10\n";

  /** Pickle of an object of the class without fields, and of an empty tuple: no constants. */
  private static final String OBJECT = "\u0080\u0002c__torch__\nProgram\n)\u0081}b.";

  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private final PtNDManager manager;
  private final PtSymbolBlock program;

  private TorchScript(PtNDManager manager, PtSymbolBlock program) {
    this.manager = manager;
    this.program = program;
  }

  /** What a function is called with. */
  public sealed interface Argument permits Tensors, Whole {}

  /** A {@code List[Tensor]}, which may be empty. */
  public record Tensors(List<NDArray> arrays) implements Argument {
    public static Tensors of(NDArray... arrays) {
      return new Tensors(List.of(arrays));
    }
  }

  /** An {@code int}. */
  public record Whole(long value) implements Argument {}

  /**
   * Compiles functions; they live as long as the manager.
   *
   * @throws EngineException if the source is wrong or names an operation that the library does not
   *     have
   */
  public static TorchScript compile(NDManager manager, String functions) {
    PtNDManager owner = (PtNDManager) manager;
    try {
      byte[] archive = archive("class Program(Module):\n" + functions);
      PtSymbolBlock block =
          JniUtils.loadModule(owner, new ByteArrayInputStream(archive), false, false);
      return new TorchScript(owner, block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the library has all the operations that functions name. */
  public static boolean compiles(NDManager manager, String functions) {
    try (NDManager tried = manager.newSubManager()) {
      compile(tried, functions);
      return true;
    } catch (EngineException _) {
      return false;
    }
  }

  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      add(zip, "version", VERSION.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("program/" + name));
    zip.write(content);
    zip.closeEntry();
  }

  /** Runs a function without recording gradients; the result is the current scope's. */
  public NDArray call(String function, Argument... arguments) {
    IValue[] values = new IValue[arguments.length];
    try {
      Arrays.setAll(values, i -> value(arguments[i]));
      try (IValue result = IValueUtils.runMethod(program, function, values)) {
        return result.toTensor(manager);
      }
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  /**
   * As {@link #call}, on one thread alone: faster where the operations are so small that waking
   * another takes longer.
   */
  public NDArray callOnOneThread(String function, Argument... arguments) {
    JniUtils.setNumThreads(1);
    try {
      return call(function, arguments);
    } finally {
      JniUtils.setNumThreads(Session.THREADS);
    }
  }

  private static IValue value(Argument argument) {
    return switch (argument) {
      case Tensors(List<NDArray> arrays) -> IValue.listFrom(arrays.toArray(new PtNDArray[0]));
      case Whole(long value) -> IValue.from(value);
    };
  }

  /**
   * Runs a function of lists of tensors and records its gradient, see {@link Gradient}.
   *
   * @param arguments none empty
   */
  public NDArray record(String function, Tensors... arguments) {
    NDList all = new NDList();
    for (int i = 0; i < arguments.length; i++) {
      for (NDArray array : arguments[i].arrays) {
        array.setName("list" + i + "[]");
        all.add(array);
      }
    }
    NDArray name = manager.create(0f);
    name.setName("module_method:" + function);
    all.add(name);
    return IValueUtils.forward(program, all, true).singletonOrThrow();
  }
}
