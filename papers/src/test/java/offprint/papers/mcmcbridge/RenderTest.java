package offprint.papers.mcmcbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import offprint.engine.Outcome;
import offprint.harness.Part;
import offprint.kernels.render.Camera;
import offprint.kernels.render.Material;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Scene;
import offprint.kernels.render.Shape;
import offprint.kernels.render.Vector;
import offprint.method.Run;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderTest {
  private static final String SMALL = "'width': 8, 'height': 6, 'paths': 8, 'referencePaths': 20";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  /** Paths of known points of the cube, made by the golden ratio with an offset each. */
  @ParameterizedTest
  @CsvSource({
    "cornell, 0, 1253, .0737977138242, .00761404983901, .00585696141462",
    "cornell, 1, 1451, .245769620015, .167950980079, .165884998488",
    "cornell, 4, 413, .0868447660811, .112443545453, .0677936617783",
    "glass-ball, 3, 167, .150150865909, .0939021340622, .0924088048982",
    "glass-ball, 5, 611, .0318284709345, .0732614264533, .0146591570186"
  })
  void knownPathsHaveTheirKnownRadiance(
      String scene, int offset, int pixel, double red, double green, double blue) throws Exception {
    List<String> head = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= 38; i++) {
      double u = .5 + .6180339887498949 * i + .1234567 * offset;
      head.add("u" + i);
      cells.add(Double.toString(u - Math.floor(u)));
    }
    String probe = bench.file("u.csv", String.join(",", head) + "\n" + String.join(",", cells));
    bench.run(new Render(), "{'scene': 'example:%s', 'probe': '%s'}".formatted(scene, probe));
    String[] found = Files.readAllLines(bench.newest("probe.csv")).get(1).split(",");
    assertThat(Integer.parseInt(found[0])).isEqualTo(pixel);
    assertThat(Double.parseDouble(found[1])).isCloseTo(red, within(1e-12));
    assertThat(Double.parseDouble(found[2])).isCloseTo(green, within(1e-12));
    assertThat(Double.parseDouble(found[3])).isCloseTo(blue, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    ".3, .2, .305154327776",
    ".3, .8, .297039616081",
    ".999, .01, .013782150730",
    ".005, .5, .989375"
  })
  void smallStepsMoveAsKnown(double u, double xi, double moved) {
    Mutation mutation = new Mutation(.3, 1.0 / 1024, 1.0 / 64);
    assertThat(mutation.small(u, xi)).isCloseTo(moved, within(1e-12));
  }

  @Test
  void lightIsAddedWithTheKnownWeights() {
    Mutation mutation = new Mutation(.3, 1.0 / 1024, 1.0 / 16);
    assertThat(mutation.proposed(.25, true, .5, .7)).isCloseTo(1.23239436619718, within(1e-14));
    assertThat(mutation.proposed(.25, false, .5, .7)).isCloseTo(.24647887323944, within(1e-14));
    assertThat(mutation.current(.25, 2, .7)).isCloseTo(.23755656108597, within(1e-14));
    Mutation still = new Mutation(0, 1.0 / 1024, 1.0 / 16);
    assertThat(still.proposed(.25, false, .5, .7)).isCloseTo(.7 * .25 / .5, within(1e-15));
  }

  private static Shot shot(double emission) {
    Material lamp =
        new Material(
            Material.Kind.DIFFUSE, new double[3], 1.5, new double[] {emission, emission, emission});
    Material grey =
        new Material(Material.Kind.DIFFUSE, new double[] {.7, .6, .5}, 1.5, new double[3]);
    Camera camera = new Camera(new Vector(0, 1, 4), new Vector(0, .5, 0), new Vector(0, 1, 0), 50);
    List<Shape> shapes =
        List.of(
            new Shape.Quad(new Vector(-2, 0, -2), new Vector(0, 0, 4), new Vector(4, 0, 0), 1),
            new Shape.Quad(new Vector(-.5, 2, -.5), new Vector(1, 0, 0), new Vector(0, 0, 1), 0),
            new Shape.Sphere(new Vector(.2, .4, .3), .4, 1));
    return new Shot(Scene.of(camera, List.of(lamp, grey), shapes), 12, 9, 4);
  }

  private static RadianceImage transport(double emission, double large, int paths) {
    Part.Counter beat = Part.of(new Idle(), 0, 1, "").counter(1e9, "");
    Mutation mutation = new Mutation(large, 1.0 / 1024, 1.0 / 16);
    return new LightTransport(shot(emission), mutation, 2000, 3, beat)
        .render(paths, new SplittableRandom(1))
        .last();
  }

  private static RadianceImage paths(int count) {
    Part.Counter beat = Part.of(new Idle(), 0, 1, "").counter(1e9, "");
    return new PathTracing(shot(1), beat).render(count, new SplittableRandom(2)).last();
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.08", "1, 0.1", "0, 0.25"})
  void chainsTendToTheImageOfIndependentPaths(double large, double most) {
    assertThat(transport(1, large, 1000).error(paths(4000))).isLessThan(most);
  }

  @Test
  void brighterLampsMakeTheSameChainsAndABrighterImage() {
    double[] once = transport(1, .3, 100).rgb();
    double[] twice = transport(2, .3, 100).rgb();
    assertThat(twice).containsExactly(Arrays.stream(once).map(v -> 2 * v).toArray(), within(1e-12));
  }

  @Test
  void imagesDoNotDependOnTheNumberOfThreads() {
    double[] all = transport(1, .3, 50).rgb();
    double[] traced = paths(20).rgb();
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      assertThat(one.submit(() -> transport(1, .3, 50).rgb()).join()).containsExactly(all);
      assertThat(one.submit(() -> paths(20).rgb()).join()).containsExactly(traced);
    }
  }

  @Test
  void aSceneOfOnesOwnIsRenderedBothWaysAndByReference() throws Exception {
    String scene =
        "{\"camera\": {\"from\": [0, 0, 4], \"to\": [0, 0, 0]}, \"materials\": {\"m\": {\"type\":"
            + " \"diffuse\", \"emission\": 2}}, \"shapes\": [{\"type\": \"mesh\", \"material\":"
            + " \"m\"}]}";
    String file = bench.file("own.json", scene);
    String mesh = bench.file("own.obj", "v -9 -9 0\nv 9 -9 0\nv 9 9 0\nv -9 9 0\nf 1 2 3 4\n");
    Outcome outcome =
        bench.run(new Render(), "{'scene': '%s', 'mesh': '%s', %s}".formatted(file, mesh, SMALL));
    Map<String, Double> metrics = outcome.report().metrics();
    assertThat(metrics.get("l1_error_path_tracing")).isCloseTo(0, within(1e-9));
    assertThat(metrics.get("l1_error")).isPositive();
    Outcome again =
        bench.run(
            new Render(),
            "{'scene': '%s', 'mesh': '%s', 'method': 'pssmlt', 'reference': '%s', %s}"
                .formatted(file, mesh, bench.newest("path.pfm"), SMALL));
    assertThat(again.report().metrics().get("l1_error")).isBetween(.01, 1.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'probe': 'SHORT'                       | probe must have 2 + 6 depth = 8 columns: got 3
          'probe': 'OUTSIDE'                     | row 3, column 'a': expected a number in [0, 1): got '1'
          'reference': 'SHORT'                   | reference: a .pfm of colours must begin with PF
          'scene': 'SHORT'                       | scene: a scene must be
          'width': 1, 'height': 1, 'paths': 1    | paths times width times height must be at least twice the 8 chains: got 1
          's1': 0.5, 's2': 0.1                   | s1 must be at most s2: got 0.5 and 0.1
          'width': 4096, 'height': 4096, 'chains': 64, 'method': 'pssmlt' | width times height times chains must be at most 33,333,333
          'scene': 'example:slit-room', 'bootstrap': 1, 'method': 'pssmlt'   | bootstrap must find light: none of 1 paths did
          """)
  void wrongInputIsNamed(String given, String message) throws Exception {
    String brief = bench.file("short.csv", "a,b,c\n0.1,0.2,0.3\n");
    String head = "a,b,c,d,e,f,g,h\n0,0,0,0,0,0,0,0\n";
    String outside = bench.file("outside.csv", head + "1,0,0,0,0,0,0,0\n");
    String json =
        "{'depth': 1, 'scene': 'example:cornell', %s}"
            .formatted(given.replace("SHORT", brief).replace("OUTSIDE", outside));
    String once =
        given.contains("'scene'") ? json.replace("'scene': 'example:cornell', ", "") : json;
    assertThatThrownBy(() -> bench.run(new Render(), once)).hasMessageContaining(message);
  }

  /** A run that goes nowhere. */
  private static final class Idle implements Run {
    @Override
    public java.util.random.RandomGenerator random() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.io.InputStream open(offprint.method.Source source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path local(offprint.method.Source source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.io.OutputStream create(String artifact) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void progress(double fraction, String stage) {}

    @Override
    public void point(String series, double x, double y) {}
  }
}
