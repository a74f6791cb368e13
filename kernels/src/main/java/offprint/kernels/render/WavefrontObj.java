package offprint.kernels.render;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the vertices and faces of an .obj file; everything else in it is passed over. */
public final class WavefrontObj {
  private static final int MOST_TRIANGLES = 1_000_000;

  private WavefrontObj() {}

  /**
   * @return triangles, each three corners; a face of more corners is a fan
   * @throws IllegalArgumentException if a vertex is not three numbers or a face names a vertex that
   *     is not there; the message has the line
   */
  public static List<Vector[]> read(InputStream in) throws IOException {
    List<Vector> vertices = new ArrayList<>();
    List<Vector[]> triangles = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String[] words = line.strip().split("\\s+");
      if (words[0].equals("v")) {
        vertices.add(vertex(words, number));
      } else if (words[0].equals("f")) {
        if (words.length < 4) {
          throw new IllegalArgumentException(
              "line %d: a face must have at least 3 corners: got %d"
                  .formatted(number, words.length - 1));
        }
        Vector first = corner(words[1], vertices, number);
        for (int k = 2; k + 1 < words.length; k++) {
          triangles.add(
              new Vector[] {
                first, corner(words[k], vertices, number), corner(words[k + 1], vertices, number)
              });
        }
        if (triangles.size() > MOST_TRIANGLES) {
          throw new IllegalArgumentException(
              "line %d: a mesh may have %,d triangles".formatted(number, MOST_TRIANGLES));
        }
      }
    }
    triangles.removeIf(t -> t[1].minus(t[0]).cross(t[2].minus(t[0])).length() < 1e-20);
    if (triangles.isEmpty()) {
      throw new IllegalArgumentException("a mesh must have a face with an area");
    }
    return triangles;
  }

  private static Vector vertex(String[] words, int line) {
    try {
      return new Vector(
          Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "line %d: a vertex must be three numbers: got %s"
              .formatted(line, String.join(" ", words)),
          e);
    }
  }

  /** "7", "7/2/3" or "-1", which counts from the last vertex. */
  private static Vector corner(String word, List<Vector> vertices, int line) {
    int index;
    try {
      index = Integer.parseInt(word.split("/", 2)[0]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "line %d: a corner must be a number: got %s".formatted(line, word), e);
    }
    int at = index < 0 ? vertices.size() + index : index - 1;
    if (at < 0 || at >= vertices.size()) {
      throw new IllegalArgumentException(
          "line %d: a corner must be one of the %d vertices before: got %d"
              .formatted(line, vertices.size(), index));
    }
    return vertices.get(at);
  }
}
