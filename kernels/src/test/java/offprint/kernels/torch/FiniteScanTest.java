package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FiniteScanTest {
  /** More than a block of each type, and no whole number of words. */
  private static final int COUNT = 40_003;

  private static ByteBuffer extremes(FiniteScan type) {
    ByteBuffer values = ByteBuffer.allocate(COUNT * bytes(type)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COUNT; i++) {
      int sign = i % 2 == 0 ? 1 : -1;
      switch (type) {
        case F64 -> values.putDouble(sign * (i % 3 == 0 ? Double.MIN_VALUE : Double.MAX_VALUE));
        case F32 -> values.putFloat(sign * (i % 3 == 0 ? Float.MIN_VALUE : Float.MAX_VALUE));
        case F16 -> values.putShort((short) (i % 3 == 0 ? 0x0001 : i % 2 == 0 ? 0x7BFF : 0xFBFF));
        case BF16 -> values.putShort((short) (i % 3 == 0 ? 0x0001 : i % 2 == 0 ? 0x7F7F : 0xFF7F));
      }
    }
    return values.flip();
  }

  private static void spoil(FiniteScan type, ByteBuffer values, int index) {
    boolean negative = index % 2 == 1;
    switch (type) {
      case F64 -> values.putDouble(8 * index, negative ? Double.NEGATIVE_INFINITY : Double.NaN);
      case F32 -> values.putFloat(4 * index, negative ? Float.NEGATIVE_INFINITY : Float.NaN);
      case F16 -> values.putShort(2 * index, (short) (negative ? 0xFC00 : 0x7C01));
      case BF16 -> values.putShort(2 * index, (short) (negative ? 0xFF80 : 0x7F81));
    }
  }

  private static int bytes(FiniteScan type) {
    return switch (type) {
      case F64 -> 8;
      case F32 -> 4;
      case F16, BF16 -> 2;
    };
  }

  @ParameterizedTest
  @EnumSource
  void theLargestAndTheSmallestNumbersAreFinite(FiniteScan type) {
    assertThat(type.first(MemorySegment.ofBuffer(extremes(type)))).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstOfSeveralIsFoundInEveryBlockAndAtTheEnd(FiniteScan type) {
    int perBlock = 8 * (1 << 13) / bytes(type);
    for (int first : new int[] {0, 1, perBlock - 1, perBlock, perBlock + 5, 40_001, 40_002}) {
      ByteBuffer values = extremes(type);
      spoil(type, values, COUNT - 1);
      spoil(type, values, first);
      assertThat(type.first(MemorySegment.ofBuffer(values))).isEqualTo(first);
    }
  }
}
