package offprint.kernels.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  @Test
  void readsFilesFoldersAndColumns() throws Exception {
    Path text = Files.writeString(folder.resolve("b.txt"), "two\nlines");
    Files.writeString(folder.resolve("a.md"), "first");
    Files.writeString(folder.resolve("blank.txt"), " \n");
    Path lines =
        Files.writeString(
            folder.resolve("c.jsonl"), "{\"id\":1,\"text\":\"x\"}\n\n{\"id\":2,\"text\":\"y\"}\n");
    Path table = Files.writeString(folder.resolve("d.csv"), "text,n\n\"a, b\",1\nc,2\n");
    assertThat(TextFiles.read(text, "", notes::add))
        .containsExactly(new TextFiles.Named("b.txt", "two\nlines"));
    assertThat(TextFiles.read(folder, "", notes::add))
        .extracting(TextFiles.Named::name)
        .containsExactly("a.md", "b.txt");
    assertThat(TextFiles.read(lines, "text", notes::add))
        .containsExactly(new TextFiles.Named("row 1", "x"), new TextFiles.Named("row 3", "y"));
    assertThat(TextFiles.read(table, "", notes::add))
        .containsExactly(new TextFiles.Named("row 2", "a, b"), new TextFiles.Named("row 3", "c"));
  }

  @Test
  void gzipFilesAreUnpacked() throws Exception {
    Path packed = folder.resolve("b.txt.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("two\nlines".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(TextFiles.read(packed, "", notes::add))
        .containsExactly(new TextFiles.Named("b.txt.gz", "two\nlines"));
  }

  @Test
  void textsOfAnyEncodingAreRead() throws Exception {
    String text = "Gr\u00fc\u00dfe\nund \u20ac 5";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("utf8.txt", text.getBytes(StandardCharsets.UTF_8));
    files.put("mark.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
    files.put("utf16.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
    files.put("bare.txt", "plain words".getBytes(StandardCharsets.UTF_16BE));
    files.put("windows.txt", text.getBytes(Charset.forName("windows-1252")));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Files.write(folder.resolve(file.getKey()), file.getValue());
      assertThat(TextFiles.read(path, "", notes::add))
          .extracting(TextFiles.Named::text)
          .containsExactly(file.getKey().equals("bare.txt") ? "plain words" : text);
    }
    assertThat(notes)
        .containsExactly(
            "utf16.txt read as UTF-16LE",
            "bare.txt read as UTF-16BE",
            "windows.txt read as windows-1252");
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
    Path picture = Files.write(folder.resolve("p.txt"), png);
    assertThatThrownBy(() -> TextFiles.read(picture, "", notes::add))
        .hasMessage("p.txt: expected text: got a PNG picture");
    Path lines = Files.writeString(folder.resolve("c.jsonl"), "{\"id\":1}\n");
    assertThatThrownBy(() -> TextFiles.read(lines, "text", notes::add))
        .hasMessage("no column 'text': the table has id");
    Path blank = Files.writeString(folder.resolve("blank.txt"), " ");
    assertThatThrownBy(() -> TextFiles.read(blank, "", notes::add))
        .hasMessage("texts: blank.txt holds no text");
  }
}
