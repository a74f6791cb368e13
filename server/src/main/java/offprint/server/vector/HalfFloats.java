package offprint.server.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as stored: IEEE 754 half precision, 2 bytes a number, little-endian. */
final class HalfFloats {
  private HalfFloats() {}

  static byte[] write(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float x : vector) {
      bytes.putShort(Float.floatToFloat16(x));
    }
    return bytes.array();
  }

  static float[] read(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[stored.length / Short.BYTES];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.float16ToFloat(bytes.getShort());
    }
    return vector;
  }
}
