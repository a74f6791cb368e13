package offprint.kernels.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderTest {
  private static final Vector UP = new Vector(0, 1, 0);

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Material diffuse(double albedo, double emission) {
    double[] reflected = {albedo, albedo, albedo};
    double[] emitted = {emission, emission, emission};
    return new Material(Material.Kind.DIFFUSE, reflected, 1.5, emitted);
  }

  private static double mean(Scene scene, int depth, int paths) {
    Tracer tracer = new Tracer(scene, 1, 1, depth);
    RandomGenerator random = new SplittableRandom(1);
    double[] u = new double[Tracer.coordinates(depth)];
    double sum = 0;
    for (int n = 0; n < paths; n++) {
      for (int i = 0; i < u.length; i++) {
        u[i] = random.nextDouble();
      }
      tracer.trace(u);
      sum += tracer.green() / paths;
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"0, 0, .0624430696472", "0.5, -0.3, .0532029720499"})
  void aSquareLampGivesItsKnownIrradiance(double x, double z, double irradiance) {
    Shape lamp =
        new Shape.Quad(new Vector(-.25, 1.98, -.25), new Vector(.5, 0, 0), new Vector(0, 0, .5), 0);
    Shape floor =
        new Shape.Quad(new Vector(x - .5, 0, z - .5), new Vector(0, 0, 1), new Vector(1, 0, 0), 1);
    Camera camera = new Camera(new Vector(x + .3, .5, z), new Vector(x, 0, z), UP, .01);
    Scene scene = Scene.of(camera, List.of(diffuse(0, 1), diffuse(1, 0)), List.of(lamp, floor));
    assertThat(Math.PI * mean(scene, 2, 200_000)).isCloseTo(irradiance, within(irradiance / 100));
  }

  @ParameterizedTest
  @CsvSource({"1, .5", "2, .8", "6, 1.19168"})
  void aWhiteFurnaceSumsTheSeriesOfReflections(int depth, double radiance) {
    Vector x = new Vector(2, 0, 0);
    Vector y = new Vector(0, 2, 0);
    Vector z = new Vector(0, 0, 2);
    Vector low = new Vector(-1, -1, -1);
    Vector high = new Vector(1, 1, 1);
    List<Shape> walls = new ArrayList<>();
    for (Vector[] sides : new Vector[][] {{x, y}, {y, z}, {z, x}}) {
      walls.add(new Shape.Quad(low, sides[0], sides[1], 0));
      walls.add(new Shape.Quad(high, sides[1].times(-1), sides[0].times(-1), 0));
    }
    Camera camera = new Camera(new Vector(.1, .2, .3), new Vector(.5, .1, 1), UP, 90);
    Scene scene = Scene.of(camera, List.of(diffuse(.6, .5)), walls);
    assertThat(mean(scene, depth, 100_000)).isCloseTo(radiance, within(.006));
  }

  /** A clear ball in a uniform bright box stays as bright: glass neither takes nor adds light. */
  @Test
  void glassKeepsUniformLight() {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Sphere(new Vector(0, 0, 0), 1, 1));
    Vector corner = new Vector(-5, -5, 4);
    shapes.add(new Shape.Quad(corner, new Vector(0, 10, 0), new Vector(10, 0, 0), 0));
    shapes.add(new Shape.Sphere(new Vector(0, 0, 0), 50, 2));
    Material glass = new Material(Material.Kind.GLASS, new double[] {1, 1, 1}, 1.5, new double[3]);
    Material mirror =
        new Material(Material.Kind.MIRROR, new double[] {.5, .5, .5}, 1.5, new double[3]);
    Camera camera = new Camera(new Vector(0, 0, -3), new Vector(0, 0, 0), UP, 1);
    Scene scene = Scene.of(camera, List.of(diffuse(0, 1), glass, mirror), shapes);
    // straight through: two surfaces that transmit 96 % each, and what is reflected inside
    double reflected = .04;
    double through = (1 - reflected) * (1 - reflected) / (1 - reflected * reflected);
    assertThat(mean(scene, 8, 20_000)).isCloseTo(through + (1 - through) * .5, within(.03));
  }

  @Test
  void aTreeOfBoxesFindsWhatAllShapesWould() {
    RandomGenerator random = new SplittableRandom(2);
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Vector p = vector(random, 4);
      shapes.add(
          i % 3 == 0
              ? new Shape.Sphere(p, .1 + .3 * random.nextDouble(), 0)
              : i % 3 == 1
                  ? new Shape.Triangle(p, vector(random, 1), vector(random, 1), 0)
                  : new Shape.Quad(p, vector(random, 1), vector(random, 1), 0));
    }
    Geometry tree = new Geometry(shapes);
    Ray ray = new Ray();
    int hits = 0;
    for (int n = 0; n < 2000; n++) {
      Vector from = vector(random, 6);
      Vector to = vector(random, 1).unit();
      ray.x = from.x();
      ray.y = from.y();
      ray.z = from.z();
      ray.dx = to.x();
      ray.dy = to.y();
      ray.dz = to.z();
      int nearest = -1;
      double distance = Double.POSITIVE_INFINITY;
      for (int i = 0; i < shapes.size(); i++) {
        double t = tree.hit(i, ray, distance);
        if (t < distance) {
          distance = t;
          nearest = i;
        }
      }
      ray.distance = Double.POSITIVE_INFINITY;
      tree.intersect(ray);
      assertThat(ray.shape).isEqualTo(nearest);
      ray.distance = 3;
      assertThat(tree.blocks(ray)).isEqualTo(distance < 3);
      hits += nearest >= 0 ? 1 : 0;
    }
    assertThat(hits).isBetween(200, 1990);
  }

  private static Vector vector(RandomGenerator random, double side) {
    return new Vector(
        side * (random.nextDouble() - .5),
        side * (random.nextDouble() - .5),
        side * (random.nextDouble() - .5));
  }

  @Test
  void aBoxAndItsMeshAreOnePicture() throws IOException {
    String camera =
        "{'camera': {'from': [2, 3, 4], 'to': [0, 0, 0]}, 'materials': {'lamp': {'type': 'diffuse',"
            + " 'emission': [4, 5, 6]}, 'grey': {'type': 'diffuse'}}, 'shapes': [{'type': 'sphere',"
            + " 'centre': [0, 5, 0], 'radius': 1, 'material': 'lamp'}, %s]}";
    String box = "{'type': 'box', 'low': [-1, -1, -1], 'high': [1, 1, 1], 'material': 'grey'}";
    String obj =
        "v -1 -1 -1\nv 1 -1 -1\nv 1 1 -1\nv -1 1 -1\nv -1 -1 1\nv 1 -1 1\nv 1 1 1\nv -1 1 1\n"
            + "f 1 4 3 2\nf 5 6 7 8\nf 1/1 2/2 6/3 5/4\nf -5 -1 -2 -6\nf 1 5 8 4\nf 2 3 7 6\n";
    Scene first = SceneReader.read(bytes(camera.formatted(box)), List.of());
    List<Vector[]> mesh = WavefrontObj.read(bytes(obj));
    assertThat(mesh).hasSize(12);
    String shape = "{'type': 'mesh', 'material': 'grey'}";
    Scene second = SceneReader.read(bytes(camera.formatted(shape)), mesh);
    double bright = mean(first, 4, 40_000);
    assertThat(bright).isPositive();
    assertThat(mean(second, 4, 40_000)).isCloseTo(bright, within(bright * 1e-6));
  }

  @Test
  void aPfmIsReadAsItWasWritten() throws IOException {
    double[] rgb = new double[18];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i * .25;
    }
    RadianceImage image = new RadianceImage(2, 3, rgb);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    image.writePfm(out);
    RadianceImage read = RadianceImage.readPfm(new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.rgb()).containsExactly(rgb);
    assertThat(image.error(read)).isZero();
    assertThat(image.bitmap(1).at(0, 0, 0)).isZero();
    assertThat(image.bitmap(1).at(2, 2, 1)).isEqualTo(255);
    byte[] cut = Arrays.copyOf(out.toByteArray(), 40);
    assertThatThrownBy(() -> RadianceImage.readPfm(new ByteArrayInputStream(cut)))
        .hasMessageContaining("must have 72 bytes of pixels: got");
    assertThatThrownBy(() -> RadianceImage.readPfm(bytes("P6\n2 2\n255\n")))
        .hasMessage("a .pfm of colours must begin with PF: got P6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'type': 'cube', 'material': 'm'} | shape 2: type must be quad, triangle, sphere, box or mesh: got cube
          {'type': 'sphere', 'centre': [0,0,0], 'radius': 0, 'material': 'm'} | shape 2: radius must be positive: got 0.0
          {'type': 'sphere', 'centre': [0,0], 'radius': 1, 'material': 'm'} | shape 2: centre must be three numbers: got [0,0]
          {'type': 'quad', 'p': [0,0,0], 'u': [1,0,0], 'w': [2,0,0], 'material': 'm'} | shape 2 must have an area
          {'type': 'quad', 'p': [0,0,0], 'u': [1,0,0], 'material': 'm'} | shape 2: w is missing
          {'type': 'quad', 'p': [0,0,'a'], 'u': [1,0,0], 'w': [0,1,0], 'material': 'm'} | shape 2: p must be a number: got "a"
          {'type': 'mesh', 'material': 'm'} | shape 2: a mesh needs an .obj file: give mesh
          {'type': 'mesh', 'material': 'x'} | shape 2: material must be one of m: got x
          3 | shape 2 must be a JSON object: got 3
          """)
  void wrongShapesAreNamed(String shape, String message) {
    String scene =
        "{'camera': {'from': [0, 0, 4], 'to': [0, 0, 0]}, 'materials': {'m': {'type': 'diffuse',"
            + " 'emission': 1}}, 'shapes': [{'type': 'sphere', 'centre': [0,0,0], 'radius': 1,"
            + " 'material': 'm'}, %s]}";
    assertThatThrownBy(() -> SceneReader.read(bytes(scene.formatted(shape)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'from': [0,0,4], 'to': [0,0,4] | 'type': 'diffuse', 'emission': 1 | camera: from and to must differ: got [0.0, 0.0, 4.0]
          'from': [0,4,0], 'to': [0,0,0] | 'type': 'diffuse', 'emission': 1 | camera: up must not lie along the view
          'from': [0,0,4], 'to': [0,0,0], 'fov': 180 | 'type': 'diffuse', 'emission': 1 | camera: fov must be in (0, 180) degrees: got 180.0
          'from': [0,0,4], 'to': [0,0,0] | 'type': 'diffuse' | a shape must have a material with emission, or the image would be black
          'from': [0,0,4], 'to': [0,0,0] | 'type': 'plastic' | material m: type must be diffuse, mirror or glass: got plastic
          'from': [0,0,4], 'to': [0,0,0] | 'type': 'diffuse', 'albedo': 1.2 | material m: albedo must be in [0, 1]: got 1.2
          'from': [0,0,4], 'to': [0,0,0] | 'type': 'diffuse', 'emission': [1,-1,0] | material m: emission must not be negative: got -1.0
          'from': [0,0,4], 'to': [0,0,0] | 'type': 'glass', 'ior': 0.5 | material m: ior must be at least 1: got 0.5
          """)
  void wrongCamerasAndMaterialsAreNamed(String camera, String material, String message) {
    String scene =
        "{'camera': {%s}, 'materials': {'m': {%s}}, 'shapes': [{'type': 'sphere', 'centre':"
            + " [0,0,0], 'radius': 1, 'material': 'm'}]}";
    assertThatThrownBy(() -> SceneReader.read(bytes(scene.formatted(camera, material)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v 0 0 0;f 1 2 3     | line 2: a corner must be one of the 1 vertices before: got 2
          v 0 0               | line 1: a vertex must be three numbers: got v 0 0
          v 0 0 0;f 1 1       | line 2: a face must have at least 3 corners: got 2
          v 0 0 0;f a b c     | line 2: a corner must be a number: got a
          # nothing           | a mesh must have a face with an area
          """)
  void wrongMeshesAreNamedByLine(String text, String message) {
    assertThatThrownBy(() -> WavefrontObj.read(bytes(text.strip().replace(';', '\n'))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNoJsonIsToldSo() {
    assertThatThrownBy(() -> SceneReader.read(bytes("{'a': "), List.of()))
        .hasMessageStartingWith("a scene must be JSON");
    assertThatThrownBy(() -> SceneReader.read(bytes("[1]"), List.of()))
        .hasMessage("a scene must be a JSON object");
  }
}
