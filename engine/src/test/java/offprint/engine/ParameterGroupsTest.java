package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ParameterGroupsTest {
  record Network(
      @Param(help = "Features", value = "16", symbol = "d") @Min(1) int dModel,
      @Param(help = "Heads", value = "4", advanced = true) @Min(1) int heads) {
    Network {
      if (dModel % heads != 0) {
        throw new IllegalArgumentException(
            "heads must divide dModel: got %d and %d".formatted(heads, dModel));
      }
    }
  }

  record Params(
      @Param(
              help = "Table",
              value = "example:etth1",
              accepts = {Kind.TABLE, Kind.SERIES})
          Source data,
      @Param(help = "Column to draw", value = "OT", columnOf = "data") String column,
      @Param(help = "Columns to use", value = "HUFL,HULL", columnOf = "data") List<String> columns,
      @Param(help = "Sizes of the network", label = "Network") Network network,
      @Param(help = "Steps", label = "Steps of training", value = "9") int steps) {}

  private static class Train<P extends Record> implements Method<P> {
    @Override
    public Card card() {
      return new Card("train", "Trains.");
    }

    @Override
    public Report run(P params, Run run) {
      return new Report("Trained.", List.of(), Map.of());
    }
  }

  private static final class TrainNetwork extends Train<Params> {
    @Override
    public List<Preset> presets() {
      return List.of(Preset.QUICK, Preset.of("wide", "dModel=64", "column=HUFL"));
    }
  }

  private final ParameterSchema<Params> schema = new ParameterSchema<>(new TrainNetwork());

  private Params read(String preset, Map<String, String> given) {
    return schema.read(preset, schema.parse(given));
  }

  @Test
  void namesAreFlatAndSaidInWords() {
    JsonNode properties = schema.json().path("properties");
    assertThat(properties.propertyNames())
        .containsExactly("data", "column", "columns", "dModel", "heads", "steps");
    assertThat(properties.at("/dModel/x-label").asString()).isEqualTo("d model");
    assertThat(properties.at("/dModel/x-group").asString()).isEqualTo("Network");
    assertThat(properties.at("/dModel/minimum").asInt()).isEqualTo(1);
    assertThat(properties.at("/heads/x-advanced").asBoolean()).isTrue();
    assertThat(properties.at("/steps/x-label").asString()).isEqualTo("Steps of training");
    assertThat(properties.at("/steps/x-group").asString()).isEmpty();
    assertThat(properties.at("/column/x-column-of").asString()).isEqualTo("data");
    assertThat(properties.at("/data/x-accepts").valueStream().map(JsonNode::asString))
        .containsExactly("table", "series");
  }

  @Test
  void presetsAreTheDefaultsAndWhatDiffers() {
    Params wide = schema.read("wide");
    assertThat(wide)
        .isEqualTo(
            new Params(
                Source.example("etth1"), "HUFL", List.of("HUFL", "HULL"), new Network(64, 4), 9));
    assertThat(schema.presetOf(wide)).isEqualTo("wide");
    assertThat(schema.write(wide).path("dModel").asInt()).isEqualTo(64);
    assertThat(schema.read("quick", schema.write(wide))).isEqualTo(wide);
  }

  @Test
  void aRuleInsideAGroupNamesItsParameter() {
    InvalidParameters wrong =
        catchThrowableOfType(InvalidParameters.class, () -> read("quick", Map.of("heads", "5")));
    assertThat(wrong.faults())
        .containsExactly(new Fault("heads", "heads must divide dModel: got 5 and 16"));
  }

  @Test
  void columnsOfThePresetAreForgottenForOtherData() {
    Params own = read("wide", Map.of("data", "mine.csv"));
    assertThat(own.column()).isEmpty();
    assertThat(own.columns()).isEmpty();
    assertThat(own.network().dModel()).isEqualTo(64);
    Params named = read("wide", Map.of("data", "mine.csv", "column", "load"));
    assertThat(named.column()).isEqualTo("load");
    Params same = read("wide", Map.of("data", "example:etth1"));
    assertThat(same.column()).isEqualTo("HUFL");
    ObjectNode form = schema.defaults("wide").put("data", "upload:7f3a").put("steps", 3);
    assertThat(schema.read("wide", schema.given("wide", form)))
        .isEqualTo(new Params(new Source("upload:7f3a"), "", List.of(), new Network(64, 4), 3));
    assertThat(schema.read("quick", schema.given("quick", form)).column()).isEqualTo("HUFL");
    ObjectNode body = Json.MAPPER.createObjectNode().put("data", "upload:7f3a");
    assertThat(schema.read("quick", body).column()).isEmpty();
  }

  record Deep(
      @Param(help = "Steps", value = "9") int steps,
      @Param(help = "Sizes", value = "dModel=8; heads=2") Network network) {}

  record Deeper(@Param(help = "Training", value = "steps=3; heads=1") Deep deep) {}

  record Stray(@Param(help = "Sizes", value = "steps=2") Network network) {}

  private static final class TrainDeeper extends Train<Deeper> {}

  private static final class TrainStray extends Train<Stray> {}

  @Test
  void aGroupMaySayOtherDefaultsThanItsRecord() {
    assertThat(new ParameterSchema<>(new TrainDeeper()).read("quick"))
        .isEqualTo(new Deeper(new Deep(3, new Network(8, 1))));
  }

  record Twice(
      @Param(help = "Heads", value = "1") int heads,
      @Param(help = "Sizes of the network") Network network) {}

  record Empty(@Param(help = "Steps") int steps) {}

  record Wrong(@Param(help = "Steps", value = "9") int steps) {}

  private static final class TrainTwice extends Train<Twice> {}

  private static final class TrainEmpty extends Train<Empty> {}

  private static final class TrainWrong extends Train<Wrong> {
    @Override
    public List<Preset> presets() {
      return List.of(Preset.QUICK, Preset.of("long", "step=99"));
    }
  }

  @Test
  void wrongDeclarationsAreTold() {
    assertThatThrownBy(() -> new ParameterSchema<>(new TrainTwice()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("Network.heads: there is another parameter heads");
    assertThatThrownBy(() -> new ParameterSchema<>(new TrainEmpty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("Empty.steps has no value in its @Param");
    assertThatThrownBy(() -> new ParameterSchema<>(new TrainStray()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "Stray.network has values for [steps], its parameters are [dModel, heads]");
    assertThatThrownBy(() -> new ParameterSchema<>(new TrainWrong()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("preset long of ")
        .hasMessageEndingWith("there is no parameter step; did you mean steps?");
  }
}
