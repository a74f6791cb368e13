package offprint.kernels.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void componentsAreFoundAndTheLargestKeepsItsNames() throws IOException {
    String text = "a b\nc d\nd e\ne c\nf f\n";
    EdgeList list =
        EdgeListReader.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), _ -> {});
    Components components = Components.of(list.graph());
    assertThat(components.count()).isEqualTo(3);
    assertThat(components.size(components.largest())).isEqualTo(3);
    assertThat(components.of(list.names().find("f"))).isEqualTo(2);
    EdgeList largest = list.largestComponent(components);
    assertThat(largest.graph().edges()).isEqualTo(3);
    assertThat(largest.names().name(0)).isEqualTo("c");
    assertThat(largest.names().find("a")).isEqualTo(-1);
    assertThat(largest.graph().degrees()).containsExactly(2, 2, 2);
  }

  @Test
  void endsOutsideTheGraphAreRefused() {
    assertThatThrownBy(() -> Graph.of(2, new int[] {0}, new int[] {2}))
        .hasMessage("edge 0: ends must be 0 to 1: got 0 and 2");
  }
}
