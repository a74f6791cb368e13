package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class NameSearchTest {
  @TempDir Path folder;

  private static ObjectNode paper(int number, String title, String... authors) {
    ObjectNode line = Archive.line("2025-12-22", number, "2512.%05d".formatted(number), title);
    for (String author : authors) {
      line.withArray("authors").addObject().put("name", author);
    }
    return line;
  }

  @Test
  void aNameFindsItsPapersFirst() throws Exception {
    Path home = folder.resolve("home");
    Archive.add(
        home,
        paper(1, "Kaima kaiming kaiming: a kaiming of kettles", "Bo Kaiming", "Xu He"),
        paper(2, "Kettles", "Ada Lovelace", "Cy Young", "Kaiming He", "Di Wu"),
        paper(3, "Kettles, he says", "Kaiming Xu"),
        paper(4, "Kaimang he kaimang", "Bo Li"),
        paper(5, "Kettles of others", "Kaiming Q. He"),
        paper(6, "Kettles", "He Kaiming"));
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "kettles", 5);
      for (String question : new String[] {"Kaiming He", "kaiming he kettles"}) {
        assertThat(SearchTest.found(site, question)).startsWith("2512.00002");
        assertThat(SearchTest.found(site, question).subList(1, 3))
            .containsExactlyInAnyOrder("2512.00005", "2512.00006");
      }
      assertThat(SearchTest.search(site, "Kaiming He").path("corrections")).isEmpty();
      assertThat(SearchTest.found(site, "kettles he says").getFirst()).isEqualTo("2512.00003");
      assertThat(SearchTest.found(site, "\"kaiming he\"")).containsExactly("2512.00002");
      assertThat(SearchTest.found(site, "kettles -\"kaiming he\""))
          .containsExactlyInAnyOrder("2512.00001", "2512.00003", "2512.00005", "2512.00006");
    }
  }
}
