package offprint.papers.timemixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import offprint.method.Report;
import offprint.method.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceTest {
  @TempDir Path folder;

  @Test
  @Tag("experiment")
  void everyModelOnEveryWindowAblationsAndCostAreReported() throws Exception {
    Report report =
        new Bench(folder)
            .run(new Reproduce(), "{'epochs':1,'steps':1,'horizon':24,'seeds':1,'cost':true}")
            .report();
    Map<String, Double> m = report.metrics();
    assertThat(m.get("ablation_distinct")).isEqualTo(3);
    assertThat(m.get("memory_exponent")).isBetween(0.95, 1.05);
    assertThat(m.get("fmm_identity")).isLessThan(1e-5);
    assertThat(m).containsKeys("time_exponent", "time_ratio", "versus_linear_etth2");
    Table table = (Table) report.blocks().get(1);
    assertThat(table.title()).contains("2,857 windows");
    assertThat(table.rows()).hasSize(6);
  }

  @Test
  void slopeOfAPowerLawIsItsExponent() {
    assertThat(CostStudy.slope(new double[] {1, 2, 4}, new double[] {3, 12, 48}))
        .isCloseTo(2, within(1e-12));
  }
}
