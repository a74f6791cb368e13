package offprint.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import offprint.engine.Catalogue;
import offprint.engine.InvalidParameters;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.method.Source;
import tools.jackson.databind.node.ObjectNode;

/** What a run's process does, without the command line's module: same arguments, same answers. */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    if (given.getFirst().equals("preview")) {
      System.exit(preview(given));
    }
    Thread.ofPlatform().daemon().start(ChildMain::endWithTheServer);
    try {
      PaperMethod<?> method = Catalogue.load().get(given.get(1));
      ObjectNode params =
          (ObjectNode) Json.MAPPER.readTree(Files.readString(Path.of(value(given, "--params"))));
      run(method, params, given);
    } catch (CancellationException e) {
      System.exit(130);
    } catch (InvalidParameters e) {
      fail(e, 2);
    } catch (IllegalArgumentException | ArithmeticException e) {
      fail(e, e instanceof ArithmeticException ? 1 : 2);
    }
  }

  /** Names the columns of the first line; data that says "eat memory" gets what it wants. */
  private static int preview(List<String> given) throws Exception {
    Sources sources = new Sources(Path.of(value(given, "--home")), given.contains("--confined"));
    String text;
    try (var in = sources.open(new Source(given.get(1)))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    List<byte[]> eaten = new ArrayList<>();
    while (text.startsWith("eat memory")) {
      eaten.add(new byte[1 << 24]);
    }
    print(Map.of("columns", List.of(text.lines().findFirst().orElse("").split(","))));
    return 0;
  }

  private static <P extends Record> void run(
      PaperMethod<P> method, ObjectNode params, List<String> given) throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    P read = schema.read(schema.presets().getFirst(), params);
    Sources sources = new Sources(Path.of(value(given, "--home")), given.contains("--confined"));
    new Runner(sources, new Printer())
        .run(method, read, Long.parseLong(value(given, "--seed")), Path.of(value(given, "--out")));
    print(Map.of("type", "report"));
  }

  private static void endWithTheServer() {
    try {
      while (System.in.read() >= 0) {
        // only the end counts
      }
    } catch (java.io.IOException e) {
      // an end, too
    }
    Runtime.getRuntime().halt(130);
  }

  private static String value(List<String> given, String option) {
    return given.get(given.indexOf(option) + 1);
  }

  private static void fail(Exception e, int exit) {
    print(Map.of("type", "error", "message", "" + e.getMessage(), "faults", List.of()));
    System.exit(exit);
  }

  private static synchronized void print(Map<String, ?> event) {
    System.out.println(Json.MAPPER.writeValueAsString(event));
  }

  private static final class Printer implements Listener {
    @Override
    public void progress(double fraction, String stage) {
      print(Map.of("type", "progress", "fraction", fraction, "stage", stage));
    }

    @Override
    public void point(String series, double x, double y) {
      print(Map.of("type", "point", "series", series, "x", x, "y", y));
    }
  }
}
