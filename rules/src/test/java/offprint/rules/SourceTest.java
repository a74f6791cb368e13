package offprint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text of the sources. {@code -Dformat=write} rewrites what is not formatted. */
class SourceTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_LINES = 400;

  private static final Pattern NO_COPY = Pattern.compile("\\.toType\\([^()]*, true\\)");
  private static final Pattern TYPE = Pattern.compile("T\\((offprint[.A-Za-z]+)\\)");
  private static final Pattern POSTING = Pattern.compile("<form[^>]*method=\"post\"[^>]*>");

  private static List<Path> sources() throws IOException {
    return sources(".java");
  }

  private static List<Path> sources(String ending) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(TOP)) {
      for (Path module : modules.filter(m -> Files.isDirectory(m.resolve("src"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.filter(f -> f.toString().endsWith(ending)).forEach(sources::add);
        }
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }

  @Test
  void isFormattedAsGoogleJavaFormatDoes() throws Exception {
    boolean write = "write".equals(System.getProperty("format"));
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      String formatted = formatter.formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        if (write) {
          Files.writeString(source, formatted);
        } else {
          wrong.add(TOP.relativize(source));
        }
      }
    }
    assertThat(wrong).as("not formatted; run mvn verify -Dformat=write").isEmpty();
  }

  @Test
  void filesStayShort() throws IOException {
    for (Path source : sources()) {
      assertThat(Files.readAllLines(source).size())
          .as("%s", TOP.relativize(source))
          .isLessThanOrEqualTo(MOST_LINES);
    }
  }

  @Test
  void formsThatChangeSomethingGetTheirToken() throws IOException {
    List<String> without = new ArrayList<>();
    for (Path template : sources(".html")) {
      POSTING
          .matcher(Files.readString(template))
          .results()
          .map(MatchResult::group)
          .filter(form -> !form.contains("th:action=") && !form.contains("th:replace="))
          .forEach(form -> without.add(TOP.relativize(template) + ": " + form));
    }
    assertThat(without).as("th:action adds the token against forged requests").isEmpty();
  }

  @Test
  void typesThatTemplatesNameExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path template : sources(".html")) {
      TYPE.matcher(Files.readString(template))
          .results()
          .map(found -> found.group(1))
          .filter(type -> !Files.exists(source(type)))
          .forEach(type -> missing.add(TOP.relativize(template) + ": " + type));
    }
    assertThat(missing).isEmpty();
  }

  private static Path source(String type) {
    return TOP.resolve("server/src/main/java").resolve(type.replace('.', '/') + ".java");
  }

  @Test
  void nobodyAsksForACopyThatIsNone() throws IOException {
    List<String> asking = new ArrayList<>();
    for (Path file : sources(".java")) {
      if (NO_COPY.matcher(Files.readString(file)).find()) {
        asking.add(TOP.relativize(file).toString());
      }
    }
    assertThat(asking).as("DJL copies no array of the same type: Functional.copy does").isEmpty();
  }

  @Test
  void everyPaperHasItsPageTestsAndGoldenReports() throws IOException {
    Path main = TOP.resolve("papers/src/main/java/offprint/papers");
    Path test = TOP.resolve("papers/src/test/java/offprint/papers");
    try (Stream<Path> papers = Files.list(main)) {
      for (Path paper : papers.filter(Files::isDirectory).toList()) {
        assertThat(paper.resolve("paper.md")).exists();
        Path tests = test.resolve(paper.getFileName());
        assertThat(tests).isDirectoryContaining("glob:**Test.java");
        assertThat(tests).isDirectoryContaining("glob:**.golden.json");
      }
    }
  }
}
