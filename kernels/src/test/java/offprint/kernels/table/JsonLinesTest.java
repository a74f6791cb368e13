package offprint.kernels.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  @Test
  void fieldsBecomeColumnsInOrderOfAppearance() throws IOException {
    TextTable table =
        read("{\"a\":1,\"b\":\"x y\"}\n\n{\"b\":null,\"c\":[1,{\"d\":true}],\"a\":2.50}\n");
    assertThat(table.columns()).containsExactly("a", "b", "c");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.line(1)).isEqualTo(3);
    assertThat(table.text(0)).containsExactly("1", "2.50");
    assertThat(table.text(1)).containsExactly("x y", "");
    assertThat(table.text(2)).containsExactly("", "[1,{\"d\":true}]");
  }

  @Test
  void aLineThatIsNoObjectIsNamed() {
    assertThatThrownBy(() -> read("{\"a\":1}\n[1]\n"))
        .hasMessage("row 2: expected a JSON object: got '[1]'");
    assertThatThrownBy(() -> read("{\"a\":1}\n{\"a\":\n"))
        .hasMessageStartingWith("row 2: expected a JSON object: got");
    assertThatThrownBy(() -> read(" \n"))
        .hasMessage("the file is empty: expected lines of JSON objects");
  }

  private static TextTable read(String text) throws IOException {
    return JsonLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
