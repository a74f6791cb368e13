package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offprint.method.Table;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aStoredTableHasTheNumbersItHad() {
    Table table =
        new Table(
            "t",
            List.of("a", "b", "c", "d", "e"),
            List.of(List.of("text", 1L, 0.5, Double.NaN, Double.NEGATIVE_INFINITY)));
    Table read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(table), Table.class);
    assertThat(read).isEqualTo(table);
    assertThat(read.rows().getFirst().stream().map(Numbers::cell))
        .containsExactly("text", "1", "0.50000", "–", "−∞");
  }
}
