package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import offprint.engine.Outcome;
import offprint.engine.ParameterSchema;
import offprint.kernels.information.InformationUnit;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;

  private Check.Params params(String text, String x, String columns, String p, boolean normalise)
      throws Exception {
    Source data = new Workbench(folder).file("states.csv", text);
    return new Check.Params(
        data, x, columns, p, normalise, 0, Missing.AS_VALUE, InformationUnit.BIT);
  }

  private Outcome run(Check.Params params) throws Exception {
    return new Workbench(folder).run(new Check(), params);
  }

  private void refused(Check.Params params, String message) {
    assertThatThrownBy(() -> run(params))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void signAndAbsoluteValueFromATable() throws Exception {
    String text =
        """
        x,p,sign,abs
        -3,.1,-1,3
        -2,.15,-1,2
        -1,.25,-1,1
        1,.25,1,1
        2,.15,1,2
        3,.1,1,3
        """;
    Outcome outcome = run(params(text, "x", "", "p", false));
    assertThat(outcome.report().metrics().get("state_entropy_bits"))
        .isCloseTo(2.485475297227, within(1e-11));
    assertThat(outcome.report().metrics().get("slack")).isZero();
    assertThat(outcome.report().metrics().get("reconstructs")).isEqualTo(1);
  }

  @Test
  void rowsOfOneStateAddUpAndImpossibleStatesAreDropped() throws Exception {
    String text = "x,p,f\na,.25,0\na,.25,0\nb,.5,0\nc,0,1\n";
    Outcome outcome = run(params(text, "x", "f", "p", false));
    assertThat(outcome.report().metrics().get("states")).isEqualTo(2);
    assertThat(outcome.report().metrics().get("deficit_bits")).isCloseTo(1, within(1e-12));
    assertThat(Workbench.table(outcome.report(), "States that no function"))
        .containsExactly(List.of("a", "b", 1.0));
  }

  @Test
  void bothClaimsOfTheIntegersHold() throws Exception {
    Check check = new Check();
    ParameterSchema<Check.Params> schema = new ParameterSchema<>(check);
    for (String preset : schema.presets()) {
      Outcome outcome = run(schema.read(preset));
      assertThat(outcome.verdicts())
          .filteredOn(v -> v.claim().preset().equals(preset))
          .isNotEmpty()
          .allMatch(v -> v.outcome() == offprint.engine.Verdict.Outcome.HOLDS);
    }
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    refused(
        params("x,f\na,0\nb,1\na,1\n", "x", "", "", false),
        "column 'f' takes 2 values for state a (rows 2 and 4)");
    refused(
        params("x,p,f\na,.5,0\nb,-.5,1\n", "x", "", "p", false),
        "row 3, column 'p': a probability must be a number of at least 0: got '-.5'");
    refused(
        params("x,p,f\na,.5,0\nb,NaN,1\n", "x", "", "p", false), "a probability must be a number");
    refused(
        params("x,p,f\na,.5,0\nb,.6,1\n", "x", "", "p", false),
        "probabilities in column 'p' must sum to 1 within 1e-6: got 1.1; set normalise");
    refused(params("x,p\na,0\nb,0\n", "x", "", "p", true), "must sum to 1");
    refused(params("x,f\na,0\n", "y", "", "", false), "x: no column 'y'");
    refused(params("x,f\n", "x", "", "", false), "the table is empty");
  }

  @Test
  void weightsAreScaledOnRequest() throws Exception {
    Outcome outcome = run(params("x,p,f\na,3,0\nb,1,1\n", "x", "", "p", true));
    assertThat(outcome.report().metrics().get("state_entropy_bits"))
        .isCloseTo(0.8112781244591328, within(1e-12));
  }

  @Test
  void eachRowIsAStateWhereNoneIsNamed() throws Exception {
    Outcome outcome = run(params("f,g\n0,0\n0,1\n1,0\n1,0\n", "", "", "", false));
    assertThat(outcome.report().metrics().get("states")).isEqualTo(4);
    assertThat(outcome.report().metrics().get("tuples")).isEqualTo(3);
  }
}
