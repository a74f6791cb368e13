package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.engine.Examples;
import offprint.engine.Outcome;
import offprint.engine.ParameterSchema;
import offprint.kernels.information.InformationUnit;
import offprint.method.Note;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final String PEOPLE =
      """
      town,street,number,zip,owner
      Ulm,Hof,1,10,ann
      Ulm,Hof,2,10,bob
      Ulm,See,1,11,cid
      Bonn,Hof,1,20,ann
      Bonn,Hof,1,20,ann
      Bonn,See,3,21,eve
      """;

  @TempDir Path folder;

  private Workbench bench() {
    return new Workbench(folder);
  }

  @Test
  void zipIsDeterminedByTownAndStreet() throws Exception {
    Source data = bench().file("people.csv", PEOPLE);
    Outcome outcome = bench().run(new Keys(), Workbench.keys(data, "zip", "", 3));
    List<List<Object>> keys = Workbench.table(outcome.report(), "");
    assertThat(keys.stream().map(List::getFirst)).containsExactly("town, street", "town, owner");
    assertThat(keys.getFirst().get(2)).isEqualTo(2L);
    assertThat(outcome.report().metrics()).containsEntry("agrees_with_brute_force", 1.0);
  }

  @Test
  void rowsThatRepeatAreIdentifiedByContent() throws Exception {
    Source data = bench().file("people.csv", PEOPLE);
    Outcome outcome = bench().run(new Keys(), Workbench.keys(data, "", "", 3));
    assertThat(outcome.report().blocks())
        .filteredOn(Note.class::isInstance)
        .extracting(b -> ((Note) b).text())
        .anyMatch(text -> text.startsWith("1 rows repeat another"));
    assertThat(outcome.report().metrics().get("smallest_key")).isEqualTo(2);
  }

  @Test
  void everyColumnInTurn() throws Exception {
    Source data = bench().file("people.csv", PEOPLE);
    Outcome outcome = bench().run(new Keys(), Workbench.keys(data, "*", "", 3));
    List<List<Object>> rows = Workbench.table(outcome.report(), "Which columns");
    assertThat(rows.get(0).get(3)).isEqualTo("{zip}");
    assertThat(rows.get(1).get(3)).asString().startsWith("{zip}");
    assertThat(Files.readString(folder.resolve("out/dependencies.csv")))
        .contains("zip,\"town, street\",2,2,0,0");
  }

  @Test
  void nearlyDeterminesWithinAShareOfRows() throws Exception {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i -> "%d,%s".formatted(i % 10, i == 57 ? "x" : i % 10 < 5 ? "a" : "b"))
            .collect(Collectors.joining("\n"));
    Source data = bench().file("near.csv", "k,t\n" + rows + "\n");
    Keys.Params exact = Workbench.keys(data, "t", "", 2);
    assertThat(bench().metric(new Keys(), exact, "keys")).isZero();
    Keys.Params near =
        Workbench.keys(data, "t", "", 2, 0.01, Criterion.ERROR_RATE, 0, Missing.AS_VALUE, 0);
    assertThat(bench().metric(new Keys(), near, "keys")).isEqualTo(1);
    assertThat(bench().metric(new Keys(), near, "nearest_residual_bits"))
        .isCloseTo(0.1 * 0.46899559358928133, within(1e-12));
  }

  @Test
  void derivedColumnsOfJsonLines() throws Exception {
    Source data =
        bench()
            .file(
                "p.jsonl",
                """
                {"day":"2026-03-02T10:00","who":["a","b"],"title":"one two"}
                {"day":"2026-03-03T10:00","who":["a"],"title":"one  two three"}
                {"day":"2026-03-09T12:00","who":[],"title":"four"}
                """);
    Outcome outcome =
        bench()
            .run(
                new Keys(),
                Workbench.keys(data, "day:weekday", "day:10, who:count, title:words", 1));
    assertThat(Workbench.table(outcome.report(), "3 minimal").stream().map(List::getFirst))
        .containsExactlyInAnyOrder("day:10", "who:count", "title:words");
    assertThat(outcome.report().metrics().get("target_entropy_bits"))
        .isCloseTo(0.9182958340544896, within(1e-12));
  }

  @Test
  void aChanceKeyFailsOnRowsKeptOut() throws Exception {
    String rows =
        IntStream.range(0, 400)
            .mapToObj(i -> "%d,%d,%d".formatted(i * 7919 % 97, i * 104_729 % 89, i * i % 5))
            .collect(Collectors.joining("\n"));
    Source data = bench().file("chance.csv", "a,b,t\n" + rows + "\n");
    Keys.Params params =
        Workbench.keys(data, "t", "", 2, 0, Criterion.ENTROPY, 0, Missing.AS_VALUE, 0.25);
    assertThat(bench().metric(new Keys(), params, "first_key_seen")).isLessThan(0.2);
  }

  @Test
  void shippedDecoderIsWhatQuickWrites() throws Exception {
    bench().run(new Keys(), new ParameterSchema<>(new Keys()).read("quick"));
    byte[] shipped = Examples.get("mushroom-decoder").open().readAllBytes();
    assertThat(Files.readAllBytes(folder.resolve("out/decoder.json"))).isEqualTo(shipped);
  }

  @Test
  void decoderMarksAmbiguousAndUnseenRows() throws Exception {
    Source train = bench().file("train.csv", "x,k,t\n1.5,a,yes\n2.5,b,no\n2.5,b,no\n9,b,yes\n");
    bench().run(new Keys(), Workbench.keys(train, "t", "k", 1));
    Files.copy(folder.resolve("out/decoder.json"), folder.resolve("decoder.json"));
    Source fresh = bench().file("new.csv", "k\na\nb\nc\n");
    Outcome outcome =
        bench()
            .run(
                new Decode(),
                new Decode.Params(new Source(folder.resolve("decoder.json").toString()), fresh));
    assertThat(Files.readString(folder.resolve("out/decoded.csv")))
        .isEqualTo(
            """
            line,k,decoded_t,status,agreement
            2,a,yes,decoded,1
            3,b,no,ambiguous,0.6666666666666666
            4,c,,unseen tuple,0
            """);
    assertThat(outcome.report().metrics().get("unseen")).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void decoderKeepsTheBinsItLearned() throws Exception {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> "%s,%s".formatted(i / 4.0, i < 20 ? "low" : "high"))
            .collect(Collectors.joining("\n"));
    Source train = bench().file("train.csv", "v,t\n" + rows + "\n");
    bench()
        .run(
            new Keys(),
            Workbench.keys(train, "t", "", 1, 0, Criterion.ENTROPY, 2, Missing.AS_VALUE, 0));
    Files.copy(folder.resolve("out/decoder.json"), folder.resolve("decoder.json"));
    Source fresh = bench().file("new.csv", "v\n-3\n4.999\n5\n1e6\n");
    bench()
        .run(
            new Decode(),
            new Decode.Params(new Source(folder.resolve("decoder.json").toString()), fresh));
    assertThat(Files.readAllLines(folder.resolve("out/decoded.csv")).stream().skip(1))
        .extracting(line -> line.split(",(?![^\\[]*\\))")[2])
        .containsExactly("low", "low", "high", "high");
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    Source data = bench().file("people.csv", PEOPLE);
    refused(
        Workbench.keys(data, "zap", "", 2), "target: no column 'zap': the table has town, street");
    refused(Workbench.keys(data, "zip", "town, nowhere", 2), "columns: no column 'nowhere'");
    refused(Workbench.keys(data, "zip", "zip", 2), "columns must name at least 1 candidate");
    refused(Workbench.keys(data, "zip", "town:shout", 2), "after the colon count, words");
    refused(Workbench.keys(data, "zip", "town:count", 2), "row 2, column 'town': expected a JSON");
    refused(Workbench.keys(data, "zip", "town:weekday", 2), "expected a date such as");
    refused(Workbench.keys(Source.NONE, "", "", 2), "data must name a file: got nothing");
    refused(
        Workbench.keys(bench().file("e.csv", "a,b\n"), "", "", 2),
        "the table is empty: expected rows below the header");
    refused(
        Workbench.keys(data, "zip", "", 2, 3, Criterion.ENTROPY, 0, Missing.AS_VALUE, 0),
        "eps must be below");
    refused(
        Workbench.keys(
            bench().file("m.csv", "a,b\n?,1\n,2\n"),
            "",
            "",
            2,
            0,
            Criterion.ENTROPY,
            0,
            Missing.DROP_ROW,
            0),
        "missing dropRow leaves no row");
    assertThatThrownBy(
            () -> Workbench.keys(data, "", "", 2, 0, Criterion.ENTROPY, 1, Missing.AS_VALUE, 0))
        .hasMessage("bins must be 0 or at least 2: got 1");
  }

  @Test
  void tooManySetsAreRefusedWithTheirNumber() throws Exception {
    String header = IntStream.range(0, 70).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String row = IntStream.range(0, 70).mapToObj(i -> "1").collect(Collectors.joining(","));
    Source data = bench().file("wide.csv", header + "\n" + row + "\n" + row + "\n");
    refused(Workbench.keys(data, "", "", 6), "maxSets must be at least the number of sets, 1.4");
    refused(Workbench.keys(data, "", "", 6), "lower maxSize or raise maxSets");
  }

  @Test
  void decodeNamesWhatIsWrong() throws Exception {
    Source table = bench().file("t.csv", "k\na\n");
    Source decoder = Source.example("mushroom-decoder");
    assertThatThrownBy(() -> bench().run(new Decode(), new Decode.Params(decoder, table)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column 'spore-print-color'");
    for (String text :
        List.of("", "{}", "[1]", "{\"format\":\"offprint-decoder-1\"}", "nonsense")) {
      Source broken = bench().file("broken.json", text);
      assertThatThrownBy(() -> bench().run(new Decode(), new Decode.Params(broken, table)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("decoder must be a decoder.json");
    }
    assertThatThrownBy(() -> bench().run(new Decode(), new Decode.Params(Source.NONE, table)))
        .hasMessage("decoder must name a file: got nothing");
  }

  @Test
  void anAllDifferentNumericColumnIsPointedOut() throws Exception {
    Source data = bench().file("n.csv", "v,t\n1,a\n2,a\n3,b\n");
    Outcome outcome = bench().run(new Keys(), Workbench.keys(data, "t", "", 1));
    assertThat(outcome.report().blocks())
        .filteredOn(Note.class::isInstance)
        .extracting(b -> ((Note) b).text())
        .anyMatch(text -> text.contains("Column v: all its numbers differ"))
        .anyMatch(text -> text.contains("support 0"));
    assertThat(new ParameterSchema<>(new Keys()).read("quick").unit())
        .isEqualTo(InformationUnit.BIT);
  }

  private void refused(Keys.Params params, String message) {
    assertThatThrownBy(() -> bench().run(new Keys(), params))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
