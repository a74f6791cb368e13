package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WrongUsageTest {
  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Ended(code, out.toString(), err.toString());
  }

  private static void refuses(String message, String... args) {
    Ended ended = run(args);
    assertThat(ended.err().lines().toList().getFirst()).isEqualTo(message);
    assertThat(ended.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void wrongWordsAreNamedWithTheirRule() {
    refuses("port must be a whole number: got x", "serve", "--port", "x");
    refuses("seed must be a whole number: got x", "run", "mec-b/couple", "--seed", "x");
    refuses("access must be one of open, accounts, private: got all", "serve", "--access", "all");
    refuses("there is no command 'nonsense'", "nonsense");
    refuses("there is no command 'serv'; did you mean serve?", "serv");
    refuses("there is no option --prt; did you mean --port?", "serve", "--prt", "3");
    refuses("'x' is one argument too many", "papers", "x");
    refuses("FILE must be given: got nothing", "import");
    refuses("SECOND must be given: got nothing", "compare", "a");
    assertThat(run("serve", "--port", "x").err()).endsWith("See: offprint serve --help\n");
  }

  @Test
  void aPaperInPlaceOfAMethodIsAnsweredWithItsMethods() {
    refuses(
        "'timemixer' is a paper: name one of its methods, timemixer/apply, timemixer/forecast,"
            + " timemixer/reproduce",
        "run",
        "timemixer");
  }

  @Test
  void aFileOfParametersMustHoldAnObject() throws Exception {
    Path file = folder.resolve("p.json");
    String rule = "params must be a file with a JSON object: " + file;
    Files.writeString(file, "[1");
    refuses(rule + " holds no JSON", "run", "mec-b/couple", "--params", file.toString());
    Files.writeString(file, "[1]");
    refuses(rule + " holds something else", "run", "mec-b/couple", "--params", file.toString());
    Files.delete(file);
    refuses("there is no file " + file, "run", "mec-b/couple", "--params", file.toString());
  }

  @Test
  void nothingIsMadeWhereThereIsNoInstallation() {
    Path home = folder.resolve("none");
    String message =
        "the folder %s holds no offprint.db: name the data folder with --home".formatted(home);
    refuses(message, "export", "--home", home.toString());
    refuses(message, "digest", "--preview", folder + "/a.html", "--home", home.toString());
    assertThat(home).doesNotExist();
  }

  @Test
  void aFileInAFolderThatIsNotThereIsNotWritten() {
    Path home = folder.resolve("home");
    Path file = folder.resolve("none/papers.jsonl");
    offprint.server.home.Home.open(home, "").close();
    refuses(
        "'%s' cannot be written: there is no folder %s".formatted(file, file.getParent()),
        "export",
        file.toString(),
        "--home",
        home.toString());
  }

  @Test
  void aPresetThatDecidesNothingIsRefused() {
    Ended ended = run("check", "timemixer", "--preset", "nope");
    assertThat(ended.err()).startsWith("preset must be one that decides a claim, of ");
    assertThat(ended.err().strip()).endsWith("got nope");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void helpIsACommandToo() {
    assertThat(run("help").out()).contains("Usage: offprint [-hV] [COMMAND]");
    assertThat(run("help", "serve").out()).contains("Usage: offprint serve");
  }

  /** A per cent sign by itself would print a warning above every usage. */
  @Test
  void descriptionsAreFormats() {
    for (CommandLine command : all(Main.line()).toList()) {
      var spec = command.getCommandSpec();
      Stream.concat(
              Stream.of(spec.usageMessage().description()),
              spec.args().stream().flatMap(argument -> Stream.of(argument.description())))
          .forEach(text -> assertThat(String.format(text)).as(text).isNotBlank());
    }
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), List.copyOf(line.getSubcommands().values()).stream().flatMap(c -> all(c)));
  }
}
