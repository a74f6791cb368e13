package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ParameterSchemaTest {
  private final ParameterSchema<Walk.Params> schema = new ParameterSchema<>(new Walk());

  @Test
  void schemaSaysWhatTheRecordSays() {
    JsonNode properties = schema.json().path("properties");
    assertThat(properties.propertyNames())
        .containsExactly("law", "steps", "warmup", "width", "reflect", "levels", "start", "name");
    JsonNode steps = properties.path("steps");
    assertThat(steps.path("type").asString()).isEqualTo("integer");
    assertThat(steps.path("minimum").asInt()).isEqualTo(1);
    assertThat(steps.path("maximum").asInt()).isEqualTo(100_000);
    assertThat(steps.path("default").asInt()).isEqualTo(400);
    assertThat(steps.path("description").asString()).isEqualTo("Length of the walk");
    assertThat(steps.path("x-symbol").asString()).isEqualTo("n");
    assertThat(steps.path("x-unit").asString()).isEqualTo("steps");
    assertThat(properties.path("width").path("exclusiveMinimum").asDouble(-1)).isZero();
    assertThat(properties.path("law").path("enum").valueStream().map(JsonNode::asString))
        .containsExactly("coinFlip", "gaussian");
    assertThat(properties.path("start").path("format").asString()).isEqualTo("source");
    assertThat(properties.path("levels").path("maxItems").asInt()).isEqualTo(3);
    assertThat(schema.json().path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void textIsReadByTheTypeOfItsParameter() {
    Walk.Params params =
        read(
            Map.of(
                "law", "gaussian",
                "steps", "7",
                "width", "0.5",
                "reflect", "true",
                "levels", "1, 2.5",
                "start", "example:etth1"));
    assertThat(params)
        .isEqualTo(
            new Walk.Params(
                Walk.Law.GAUSSIAN,
                7,
                0,
                0.5,
                true,
                List.of(1.0, 2.5),
                new Source("example:etth1"),
                "walk.csv"));
    assertThat(schema.sources(params)).containsExactly(new Source("example:etth1"));
  }

  @Test
  void everyFaultIsToldAtOnceByName() {
    InvalidParameters wrong =
        catchThrowableOfType(
            InvalidParameters.class,
            () ->
                read(
                    Map.of(
                        "steps", "0",
                        "warmup", "abc",
                        "width", "0",
                        "law", "coin",
                        "levels", "1,x,3",
                        "stepz", "3",
                        "reflect", "maybe")));
    assertThat(wrong.faults())
        .extracting(Fault::message)
        .containsExactlyInAnyOrder(
            "steps must be at least 1: got 0",
            "warmup must be a whole number: got abc",
            "width must be greater than 0: got 0.0",
            "law must be one of coinFlip, gaussian: got coin",
            "levels, item 2 must be a number: got x",
            "unknown parameter stepz; did you mean steps?",
            "reflect must be true or false: got maybe");
  }

  @Test
  void listsKeepTheirLength() {
    assertThatThrownBy(() -> read(Map.of("levels", "1,2,3,4")))
        .hasMessage("levels must have at most 3 items: got 4 items");
    assertThatThrownBy(() -> read(Map.of("levels", "")))
        .hasMessage("levels must have at least 1 items: got 0 items");
  }

  @Test
  void numbersThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> read(Map.of("width", "NaN")))
        .hasMessage("width must be a number: got NaN");
    assertThatThrownBy(() -> read(Map.of("steps", "99999999999999999999")))
        .hasMessageContaining("steps must be a whole number");
    assertThatThrownBy(() -> read(Map.of("steps", "3000000000")))
        .hasMessageContaining("steps must be at most 100000");
  }

  @Test
  void rulesAcrossParametersAreToldByTheRecord() {
    InvalidParameters wrong =
        catchThrowableOfType(
            InvalidParameters.class, () -> read(Map.of("steps", "5", "warmup", "9")));
    assertThat(wrong.faults())
        .containsExactly(new Fault("warmup", "warmup must be below steps: got 9 and 5"));
  }

  @Test
  void presetsAreKnownByNameAndByValue() {
    assertThat(schema.presetOf(Walk.QUICK)).isEqualTo("quick");
    assertThat(schema.presetOf(read(Map.of("steps", "401")))).isEmpty();
    assertThatThrownBy(() -> schema.read("fast", Json.MAPPER.createObjectNode()))
        .hasMessage("preset must be one of quick, long: got fast");
  }

  @Test
  void aComponentWithoutParamIsRefused() {
    assertThatThrownBy(() -> new ParameterSchema<>(new Undocumented()))
        .hasStackTraceContaining("Bare.size has no @Param");
  }

  @Test
  void parametersAreSaidInWords() {
    ObjectNode json = schema.json();
    assertThat(Parameter.all(json))
        .extracting(p -> p.name() + " <" + p.kind() + "> " + p.sentence())
        .contains(
            "steps <integer> Length of the walk (n, steps; 1 to 100000; default 400)",
            "width <number> Width of a step (σ; above 0; default 1.0)",
            "law <coinFlip|gaussian> Law of a step (default coinFlip)",
            "levels <number,…> Levels to mark (default 0.0,5.0)",
            "start <file> Start values");
  }

  private Walk.Params read(Map<String, String> given) {
    return schema.read("quick", schema.parse(given));
  }

  private record Bare(int size) {}

  private static final class Undocumented implements Method<Bare> {
    @Override
    public Card card() {
      return new Card("bare", "Nothing.");
    }

    @Override
    public Report run(Bare params, Run run) {
      return new Report("Nothing.", List.of(), Map.of());
    }
  }
}
