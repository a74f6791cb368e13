package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import offprint.engine.ParameterSchema;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import org.junit.jupiter.api.Test;

/** Known answers of the worked problems, bits. */
class ProblemTest {
  private static Problem.Settings settings(
      int size, List<Double> weights, List<String> rows, List<Integer> moduli, Integer... omit) {
    return new Problem.Settings(size, weights, rows, moduli, List.of(omit));
  }

  private static Diagnosis sized(Problem problem, int size, Integer... omit) {
    return Diagnosis.of(
        problem.build(settings(size, List.of(), List.of(), List.of(), omit)).components());
  }

  private static Diagnosis signAbsolute(Double... weights) {
    return Diagnosis.of(
        Problem.SIGN_ABSOLUTE
            .build(settings(1, List.of(weights), List.of(), List.of()))
            .components());
  }

  private static Diagnosis linear(String... rows) {
    return Diagnosis.of(
        Problem.LINEAR.build(settings(1, List.of(), List.of(rows), List.of())).components());
  }

  private static Diagnosis remainders(int size, Integer... moduli) {
    return Diagnosis.of(
        Problem.REMAINDERS
            .build(settings(size, List.of(), List.of(), List.of(moduli)))
            .components());
  }

  private static void near(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-11));
  }

  private static void rajski(Diagnosis diagnosis, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      near(diagnosis.rajski().get(i), expected[i]);
    }
  }

  @Test
  void independentSignAndAbsoluteValueAreJustEnough() {
    Diagnosis d = signAbsolute(.1, .15, .25, .25, .15, .1);
    near(d.stateEntropyBits(), 2.485475297227);
    rajski(d, 0.597662466766, 0.402337533234);
    near(d.slack(), 0);
    assertThat(d.verdict()).isEqualTo(Verdict.RECONSTRUCTS_INDEPENDENT);
  }

  @Test
  void aZeroMakesSignAndAbsoluteValueDependent() {
    Diagnosis d = signAbsolute(.08, .12, .2, .2, .2, .12, .08);
    near(d.stateEntropyBits(), 2.710308332669);
    rajski(d, 0.438466805956, 0.295169368871);
    near(d.slack(), 0.266363825173);
    assertThat(d.verdict()).isEqualTo(Verdict.RECONSTRUCTS_EXACT);
  }

  @Test
  void skewedSignAndAbsoluteValueHaveSlack() {
    Diagnosis d = signAbsolute(.1, .2, .25, .3, .1, .05);
    near(d.sumRajski(), 0.986126244941);
    assertThat(d.reconstructs()).isTrue();
  }

  @Test
  void linearCombinations() {
    Diagnosis full = linear("1000", "1100", "0110", "0011");
    rajski(full, .75, .75, .75, .75);
    near(full.slack(), 0);
    near(full.deficitBits(), 0);
    Diagnosis dependent = linear("1000", "0100", "1100", "0011");
    near(dependent.slack(), 0);
    near(dependent.treeMarginBits(), 0);
    near(dependent.deficitBits(), 1);
    assertThat(dependent.verdict()).isEqualTo(Verdict.IMPOSSIBLE_EXACT);
    Diagnosis three = linear("1000", "0100", "0011");
    near(three.slack(), -0.25);
    assertThat(three.verdict()).isEqualTo(Verdict.IMPOSSIBLE_CONDITION);
  }

  @Test
  void divisorsOf360() {
    Diagnosis d = sized(Problem.DIVISORS, 360);
    near(d.stateEntropyBits(), 4.584962500721);
    rajski(d, 0.563791416029, 0.654312875957, 0.781895708014);
    near(d.slack(), 0);
    near(sized(Problem.DIVISORS, 360, 3).slack(), -0.218104291986);
  }

  @Test
  void integersTo30() {
    Diagnosis all = sized(Problem.INTEGERS, 30);
    near(all.slack(), 0.241627636358);
    near(all.treeMarginBits(), 0.751412398525);
    assertThat(all.deficitBits()).isZero();
    Problem.Instance fewer =
        Problem.INTEGERS.build(settings(30, List.of(), List.of(), List.of(), 10));
    Diagnosis d = Diagnosis.of(fewer.components());
    near(d.slack(), 0.198659019836);
    near(d.deficitBits(), 1.0 / 15);
    List<Witness> witnesses = Witness.of(fewer.components().join(), fewer.components().law(), 20);
    assertThat(witnesses).hasSize(1);
    assertThat(fewer.states().get(witnesses.getFirst().first())).isEqualTo("1");
    assertThat(fewer.states().get(witnesses.getFirst().second())).isEqualTo("29");
    near(d.guessError(), 1.0 / 30);
    assertThat(Fano.leastError(d.deficitBits(), 30)).isPositive().isLessThan(1.0 / 30);
  }

  @Test
  void chineseRemainders() {
    Diagnosis d = remainders(60, 3, 4, 5);
    rajski(d, 0.731675663352, 0.661412384802, 0.606911951846);
    near(d.slack(), 0);
    Diagnosis two = remainders(60, 3, 4);
    near(two.slack(), -0.393088048154);
    near(two.deficitBits(), StrictMath.log(5) / StrictMath.log(2));
    Diagnosis even = remainders(24, 4, 6);
    near(even.slack(), 0);
    near(even.treeMarginBits(), -1);
    near(even.deficitBits(), 1);
    assertThat(even.verdict()).isEqualTo(Verdict.IMPOSSIBLE_TREE);
  }

  @Test
  void sortingByComparisons() {
    Diagnosis three = sized(Problem.SORTING, 3);
    rajski(three, 0.613147192765, 0.613147192765, 0.613147192765);
    near(three.slack(), 0.160558421704);
    near(sized(Problem.SORTING, 4).sumRajski(), 4.691374248087);
    Diagnosis dropped = sized(Problem.SORTING, 4, 6);
    near(dropped.slack(), 0.090521459928);
    near(dropped.treeMarginBits(), 0.088220835497);
    near(dropped.deficitBits(), 0.5);
  }

  @Test
  void noFunctionsRecoverOnlyAConstant() {
    Diagnosis constant = Diagnosis.of(new Components(List.of(), List.of(), StateLaw.uniform(1)));
    assertThat(constant.verdict()).isEqualTo(Verdict.RECONSTRUCTS_EXACT);
    assertThat(constant.stateEntropyBits()).isZero();
    Diagnosis coin = Diagnosis.of(new Components(List.of(), List.of(), StateLaw.uniform(2)));
    assertThat(coin.verdict()).isEqualTo(Verdict.IMPOSSIBLE_CONDITION);
  }

  @Test
  void functionsOfAConstantAreAtDistanceZero() {
    Diagnosis d =
        Diagnosis.of(
            new Components(
                List.of("a", "b"),
                List.of(Partition.constant(1), Partition.constant(1)),
                StateLaw.uniform(1)));
    assertThat(d.rajski()).containsExactly(0.0, 0.0);
    assertThat(d.reconstructs()).isTrue();
  }

  @Test
  void aFunctionEqualToXIsAtDistanceZero() {
    Diagnosis d =
        Diagnosis.of(
            new Components(List.of("a"), List.of(Partition.identity(7)), StateLaw.uniform(7)));
    assertThat(d.rajski()).containsExactly(0.0);
    assertThat(d.reconstructs()).isTrue();
  }

  @Test
  void settingsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> sized(Problem.SORTING, 9))
        .hasMessage("size must be 2 to 8 items for sorting: got 9");
    assertThatThrownBy(() -> linear("10", "1a"))
        .hasMessageContaining("rows must be equally long words")
        .hasMessageContaining("'1a'");
    assertThatThrownBy(() -> remainders(10, 0)).hasMessage("moduli must be at least 1: got 0");
    assertThatThrownBy(() -> sized(Problem.SORTING, 3, 4))
        .hasMessage("omit must number functions from 1 to 3: got 4");
    assertThatThrownBy(() -> signAbsolute()).hasMessageContaining("weights must hold 1 to");
    assertThatThrownBy(() -> signAbsolute(.5, -.5)).hasMessageContaining("weights, item 2");
  }

  @Test
  void moduliMustBeWhole() {
    ParameterSchema<Examples.Params> schema = new ParameterSchema<>(new Examples());
    assertThatThrownBy(() -> schema.read("remainders", schema.parse(Map.of("moduli", "3,4.5,7"))))
        .hasMessageContaining("moduli")
        .hasMessageContaining("4.5");
  }
}
