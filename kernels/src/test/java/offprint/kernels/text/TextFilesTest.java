package offprint.kernels.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir Path folder;

  @Test
  void readsFilesFoldersAndColumns() throws Exception {
    Path text = Files.writeString(folder.resolve("b.txt"), "two\nlines");
    Files.writeString(folder.resolve("a.md"), "first");
    Files.writeString(folder.resolve("blank.txt"), " \n");
    Path lines =
        Files.writeString(
            folder.resolve("c.jsonl"), "{\"id\":1,\"text\":\"x\"}\n\n{\"id\":2,\"text\":\"y\"}\n");
    Path table = Files.writeString(folder.resolve("d.csv"), "text,n\n\"a, b\",1\nc,2\n");
    assertThat(TextFiles.read(text, ""))
        .containsExactly(new TextFiles.Named("b.txt", "two\nlines"));
    assertThat(TextFiles.read(folder, ""))
        .extracting(TextFiles.Named::name)
        .containsExactly("a.md", "b.txt");
    assertThat(TextFiles.read(lines, "text"))
        .containsExactly(new TextFiles.Named("row 1", "x"), new TextFiles.Named("row 3", "y"));
    assertThat(TextFiles.read(table, ""))
        .containsExactly(new TextFiles.Named("row 2", "a, b"), new TextFiles.Named("row 3", "c"));
  }

  @Test
  void gzipFilesAreUnpacked() throws Exception {
    Path packed = folder.resolve("b.txt.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("two\nlines".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(TextFiles.read(packed, ""))
        .containsExactly(new TextFiles.Named("b.txt.gz", "two\nlines"));
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    Path lines = Files.writeString(folder.resolve("c.jsonl"), "{\"id\":1}\n");
    assertThatThrownBy(() -> TextFiles.read(lines, "text"))
        .hasMessage("no column 'text': the table has id");
    Path blank = Files.writeString(folder.resolve("blank.txt"), " ");
    assertThatThrownBy(() -> TextFiles.read(blank, ""))
        .hasMessage("texts: blank.txt holds no text");
  }
}
