package offprint.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import offprint.engine.Catalogue;
import offprint.engine.Claim;
import offprint.engine.InvalidParameters;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every method of every paper keeps. A new paper is covered by being on the class path; {@code
 * -Dmethod=SLUG} keeps to the methods whose id starts so.
 */
class ContractTest {
  private static final long STOP_NANOS = 2_000_000_000L;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path folder;

  static Stream<PaperMethod<?>> methods() {
    String prefix = System.getProperty("method", "");
    return Catalogue.load().methods().stream().filter(m -> m.id().startsWith(prefix));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  <P extends Record> void declarationIsComplete(PaperMethod<P> method) {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    List<String> presets = schema.presets();
    assertThat(presets).hasSameSizeAs(method.method().presets());
    for (String preset : presets) {
      P params = schema.read(preset);
      assertThat(schema.read(preset, schema.write(params))).isEqualTo(params);
      assertThat(schema.presetOf(params)).isEqualTo(preset);
    }
    schema
        .json()
        .at("/properties")
        .forEach(
            property -> {
              assertThat(property.path("description").asString("")).isNotBlank();
              JsonNode source = property.path("x-column-of");
              if (source.isString()) {
                assertThat(schema.names()).contains(source.asString());
              }
            });
    for (Claim claim : method.claims()) {
      if (claim.isRunnable()) {
        assertThat(presets).as(claim.id()).contains(claim.preset());
      }
    }
  }

  /** The first preset runs once if a smaller run shows that equal seeds give equal reports. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  <P extends Record> void reportIsTheGoldenOneAndEqualForEqualSeeds(PaperMethod<P> method)
      throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    Outcome golden = run(method, schema.read("quick"), Listener.SILENT, "golden");
    assertThat(golden.report().answer()).isNotBlank();
    assertThat(golden.report().blocks()).isNotEmpty();
    Golden.of(method.method()).check(golden.report());

    ObjectNode tiny = Golden.tiny(method.method());
    P params = schema.read("quick", tiny);
    Outcome first = tiny.isEmpty() ? golden : run(method, params, Listener.SILENT, "first");
    Outcome second = run(method, params, Listener.SILENT, "second");
    assertThat(Json.MAPPER.<JsonNode>valueToTree(second.report()))
        .isEqualTo(Json.MAPPER.<JsonNode>valueToTree(first.report()));
    assertThat(second.artifacts()).isEqualTo(first.artifacts());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  <P extends Record> void numbersOutsideTheirBoundsAreRefusedByName(PaperMethod<P> method) {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    String preset = schema.presets().getFirst();
    for (Bound bound : Bound.of(schema.json())) {
      if (bound.outside() != null) {
        ObjectNode given = Json.MAPPER.createObjectNode().set(bound.name(), bound.outside());
        assertThatThrownBy(() -> schema.read(preset, given))
            .isInstanceOfSatisfying(
                InvalidParameters.class,
                e -> assertThat(e.faults().getFirst().parameter()).isEqualTo(bound.name()))
            .hasMessageContaining(bound.name());
      }
    }
    ObjectNode unknown = Json.MAPPER.createObjectNode().put("noSuchParameter", 1);
    assertThatThrownBy(() -> schema.read(preset, unknown)).hasMessageContaining("noSuchParameter");
  }

  /** Each bound, alone in a small run, runs, still runs when stopped, or is refused by name. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  <P extends Record> void everyBoundRunsOrIsRefusedByName(PaperMethod<P> method) throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    String preset = schema.presets().getFirst();
    for (Bound bound : Bound.of(schema.json())) {
      ObjectNode given = Golden.tiny(method.method()).set(bound.name(), bound.inside());
      P params;
      try {
        params = schema.read(preset, given);
      } catch (InvalidParameters e) {
        assertThat(e.getMessage()).contains(bound.name());
        continue;
      }
      Stoppable stop = new Stoppable();
      FutureTask<Outcome> running = start(method, params, stop, bound.name()).outcome();
      try {
        stop.begun.await(400, TimeUnit.MILLISECONDS); // what comes after it runs to the next stop
        running.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        stop.now();
      } catch (ExecutionException e) {
        refusedByName(e.getCause(), bound);
        continue;
      }
      try {
        running.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof CancellationException)) {
          refusedByName(e.getCause(), bound);
        }
      }
    }
  }

  private static void refusedByName(Throwable cause, Bound bound) {
    assertThat(cause)
        .as("%s = %s", bound.name(), bound.inside())
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class)
        .hasMessageContaining(bound.name());
  }

  /** Within two seconds of the processor, however many others share it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  <P extends Record> void stopsSoonAndLeavesNothing(PaperMethod<P> method) throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method.method());
    Stoppable stop = new Stoppable();
    Running running = start(method, schema.read(schema.presets().getLast()), stop, "stopped");
    stop.begun.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    long before = running.cpuNanos();
    long end = System.nanoTime() + PATIENCE_NANOS;
    stop.now();
    while (!running.outcome().isDone() && System.nanoTime() < end) {
      assertThat(running.cpuNanos() - before).as("time since the stop").isLessThan(STOP_NANOS);
      Thread.sleep(5);
    }
    assertThat(running.outcome()).isDone();
    try {
      running.outcome().get();
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(CancellationException.class);
      assertThat(folder.resolve("stopped")).doesNotExist();
    }
  }

  private <P extends Record> Outcome run(
      PaperMethod<P> method, P params, Listener listener, String out) throws Exception {
    Sources sources = new Sources(folder.resolve("home"), false);
    return new Runner(sources, listener).run(method, params, 1, folder.resolve(out));
  }

  private record Running(FutureTask<Outcome> outcome, Thread thread) {
    /** What its thread has used, -1 once that has ended. */
    long cpuNanos() {
      return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }
  }

  /** Runs on its own thread; what it throws, a stop included, arrives as an ExecutionException. */
  private <P extends Record> Running start(
      PaperMethod<P> method, P params, Stoppable stop, String out) {
    FutureTask<Outcome> outcome =
        new FutureTask<>(() -> run(method, params, stop, out)) {
          @Override
          protected void done() {
            stop.begun.countDown(); // some end before there is progress to tell of
          }
        };
    return new Running(outcome, Thread.ofPlatform().start(outcome));
  }

  private static final class Stoppable implements Listener {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean stopped;

    void now() {
      stopped = true;
    }

    @Override
    public void progress(double fraction, String stage) {
      begun.countDown();
    }

    @Override
    public boolean stopped() {
      return stopped;
    }
  }
}
