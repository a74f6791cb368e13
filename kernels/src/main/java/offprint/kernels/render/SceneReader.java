package offprint.kernels.render;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a scene from JSON:
 *
 * <pre>
 * {"camera": {"from": [0, 1, 3], "to": [0, 1, 0], "up": [0, 1, 0], "fov": 42},
 *  "materials": {"white": {"type": "diffuse", "albedo": 0.73},
 *                "lamp": {"type": "diffuse", "albedo": 0, "emission": [15, 15, 12]},
 *                "ball": {"type": "glass", "ior": 1.5}, "steel": {"type": "mirror", "albedo": 0.95}},
 *  "shapes": [{"type": "quad", "p": [-1, 0, -1], "u": [0, 0, 2], "w": [2, 0, 0], "material": "white"},
 *             {"type": "sphere", "centre": [0, 1, 0], "radius": 0.3, "material": "ball"},
 *             {"type": "triangle", "p": […], "u": […], "w": […], "material": "lamp"},
 *             {"type": "box", "low": […], "high": […], "material": "white"},
 *             {"type": "mesh", "material": "white"}]}
 * </pre>
 *
 * A colour is one number or three. A triangle has the corners p, p + u, p + w; a box has its
 * normals outside; a mesh has the faces of the .obj file that comes with the scene.
 */
public final class SceneReader {
  private static final double DEFAULT_FOV = 45;
  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

  private final List<String> names = new ArrayList<>();
  private final List<Material> materials = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Vector[]> mesh;

  private SceneReader(List<Vector[]> mesh) {
    this.mesh = mesh;
  }

  /**
   * @param mesh triangles for shapes of type mesh, each three corners; empty for none
   * @throws IllegalArgumentException if the text is no JSON or describes no scene; the message
   *     names the entry
   */
  public static Scene read(InputStream in, List<Vector[]> mesh) throws IOException {
    JsonElement root;
    try {
      root = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (JsonParseException e) {
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(
          "a scene must be JSON: wrong " + (place.find() ? "at " + place.group() : "at its end"),
          e);
    }
    if (!root.isJsonObject()) {
      throw new IllegalArgumentException("a scene must be a JSON object");
    }
    return new SceneReader(mesh).scene(new Entry("scene", root.getAsJsonObject()));
  }

  private Scene scene(Entry root) {
    Entry camera = root.object("camera");
    JsonObject named = root.object("materials").json;
    for (String name : named.keySet()) {
      names.add(name);
      materials.add(material(new Entry("material " + name, object(named.get(name), name))));
    }
    JsonElement list = root.json.get("shapes");
    if (list == null || !list.isJsonArray()) {
      throw new IllegalArgumentException("scene: shapes must be a list");
    }
    int number = 0;
    for (JsonElement shape : list.getAsJsonArray()) {
      String name = "shape " + ++number;
      add(new Entry(name, object(shape, name)));
    }
    return Scene.of(
        new Camera(
            camera.vector("from"),
            camera.vector("to"),
            camera.json.has("up") ? camera.vector("up") : new Vector(0, 1, 0),
            camera.json.has("fov") ? camera.number("fov") : DEFAULT_FOV),
        materials,
        shapes);
  }

  private static JsonObject object(JsonElement element, String name) {
    if (!element.isJsonObject()) {
      throw new IllegalArgumentException(name + " must be a JSON object: got " + element);
    }
    return element.getAsJsonObject();
  }

  private static Material material(Entry entry) {
    String type = entry.text("type");
    Material.Kind kind =
        switch (type) {
          case "diffuse" -> Material.Kind.DIFFUSE;
          case "mirror" -> Material.Kind.MIRROR;
          case "glass" -> Material.Kind.GLASS;
          default -> throw entry.fault("type must be diffuse, mirror or glass: got " + type);
        };
    double[] albedo = entry.colour("albedo", kind == Material.Kind.GLASS ? 1 : 0.5);
    double[] emission = entry.colour("emission", 0);
    for (int c = 0; c < 3; c++) {
      if (!(albedo[c] >= 0 && albedo[c] <= 1)) {
        throw entry.fault("albedo must be in [0, 1]: got " + albedo[c]);
      }
      if (!(emission[c] >= 0)) {
        throw entry.fault("emission must not be negative: got " + emission[c]);
      }
    }
    double ior = entry.json.has("ior") ? entry.number("ior") : 1.5;
    if (!(ior >= 1)) {
      throw entry.fault("ior must be at least 1: got " + ior);
    }
    return new Material(kind, albedo, ior, emission);
  }

  private void add(Entry entry) {
    String type = entry.text("type");
    int material = names.indexOf(entry.text("material"));
    if (material < 0) {
      throw entry.fault(
          "material must be one of %s: got %s"
              .formatted(String.join(", ", names), entry.text("material")));
    }
    switch (type) {
      case "quad" ->
          shapes.add(
              new Shape.Quad(entry.vector("p"), entry.vector("u"), entry.vector("w"), material));
      case "triangle" ->
          shapes.add(
              new Shape.Triangle(
                  entry.vector("p"), entry.vector("u"), entry.vector("w"), material));
      case "sphere" -> {
        double radius = entry.number("radius");
        if (!(radius > 0)) {
          throw entry.fault("radius must be positive: got " + radius);
        }
        shapes.add(new Shape.Sphere(entry.vector("centre"), radius, material));
      }
      case "box" -> box(entry.vector("low"), entry.vector("high"), material);
      case "mesh" -> {
        if (mesh.isEmpty()) {
          throw entry.fault("a mesh needs an .obj file: give mesh");
        }
        for (Vector[] corner : mesh) {
          Vector u = corner[1].minus(corner[0]);
          shapes.add(new Shape.Triangle(corner[0], u, corner[2].minus(corner[0]), material));
        }
      }
      default -> throw entry.fault("type must be quad, triangle, sphere, box or mesh: got " + type);
    }
  }

  private void box(Vector low, Vector high, int material) {
    Vector d = high.minus(low);
    Vector x = new Vector(d.x(), 0, 0);
    Vector y = new Vector(0, d.y(), 0);
    Vector z = new Vector(0, 0, d.z());
    shapes.add(new Shape.Quad(low, y, x, material));
    shapes.add(new Shape.Quad(low, z, y, material));
    shapes.add(new Shape.Quad(low, x, z, material));
    shapes.add(new Shape.Quad(low.plus(z), x, y, material));
    shapes.add(new Shape.Quad(low.plus(x), y, z, material));
    shapes.add(new Shape.Quad(low.plus(y), z, x, material));
  }

  /** A JSON object with the name that messages give it. */
  private record Entry(String name, JsonObject json) {
    IllegalArgumentException fault(String message) {
      return new IllegalArgumentException(name + ": " + message);
    }

    private JsonElement need(String key) {
      JsonElement value = json.get(key);
      if (value == null) {
        throw fault("%s is missing".formatted(key));
      }
      return value;
    }

    Entry object(String key) {
      return new Entry(key, SceneReader.object(need(key), key));
    }

    String text(String key) {
      JsonElement value = need(key);
      return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    double number(String key) {
      return number(key, need(key));
    }

    private double number(String key, JsonElement value) {
      if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
        double number = value.getAsDouble();
        if (Double.isFinite(number)) {
          return number;
        }
      }
      throw fault("%s must be a number: got %s".formatted(key, value));
    }

    Vector vector(String key) {
      JsonElement value = need(key);
      if (!value.isJsonArray() || value.getAsJsonArray().size() != 3) {
        throw fault("%s must be three numbers: got %s".formatted(key, value));
      }
      JsonArray list = value.getAsJsonArray();
      return new Vector(
          number(key, list.get(0)), number(key, list.get(1)), number(key, list.get(2)));
    }

    double[] colour(String key, double otherwise) {
      if (!json.has(key) || json.get(key).isJsonPrimitive()) {
        double grey = json.has(key) ? number(key) : otherwise;
        return new double[] {grey, grey, grey};
      }
      Vector v = vector(key);
      return new double[] {v.x(), v.y(), v.z()};
    }
  }
}
