package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import offprint.method.Method;
import offprint.method.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers bring: what is read, and what is refused with which words. */
class InputTest {
  @TempDir Path folder;
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  private Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
  }

  private void refused(Method<?> method, Map<String, Object> given, String... parts) {
    assertThatThrownBy(() -> lab.run(method, given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  /** Five units of 60 cycles; columns after unit and cycle as {@code more} says. */
  private static String fleet(String columns, IntFunction<String> more) {
    StringBuilder text = new StringBuilder("unit,cycle,wear").append(columns).append('\n');
    for (int unit = 1; unit <= 5; unit++) {
      for (int cycle = 1; cycle <= 60; cycle++) {
        double wear = cycle / 60.0 + 0.1 * Math.sin(cycle * cycle + unit);
        text.append(
            String.format(Locale.ROOT, "%d,%d,%.4f%s%n", unit, cycle, wear, more.apply(cycle)));
      }
    }
    return text.toString();
  }

  private Map<String, Object> own(String text) throws Exception {
    return Map.of("train", lab.file("own.csv", text), "regimes", 2, "order", 2, "window", 3);
  }

  @Test
  void ownTableIsFittedCrossValidatedAndItsModelPredictsLaterUnits() throws Exception {
    Report fitted = lab.run(new Fit(), own(fleet("", _ -> "")));
    assertThat(fitted.metrics().get("cv_rmse")).isBetween(0.0, 12.0);
    String model = lab.path("model.json").toString();
    String later = fleet("", _ -> "").lines().limit(41).reduce("", (a, b) -> a + b + "\n");
    lab.run(new Predict(), Map.of("model", model, "data", lab.file("later.csv", later)));
    assertThat(lab.artifact("rul.csv").lines()).hasSize(2);
    double rul = Double.parseDouble(lab.artifact("rul.csv").lines().toList().get(1).split(",")[2]);
    assertThat(rul).isBetween(8.0, 32.0);
    refused(
        new Predict(),
        Map.of("model", model, "data", lab.file("other.csv", later.replace("wear", "heat"))),
        "must have the model's sensor 'wear': they have heat");
    String old = Files.readString(Path.of(model)).replace("\"version\": 2", "\"version\": 9");
    refused(
        new Predict(),
        Map.of("model", lab.file("old.json", old)),
        "format version must be 2: got 9");
    refused(new Predict(), Map.of("model", lab.file("no.json", "{")), "model must be a model.json");
    refused(
        new Predict(), Map.of("model", lab.file("no2.json", "{}")), "its format is not offprint");
    refused(new Predict(), Map.of("data", lab.file("own2.csv", later)), "model must be given");
    String far = later.replace("1,40,", "1,40,9");
    lab.run(new Predict(), Map.of("model", model, "data", lab.file("far.csv", far)));
    assertThat(lab.artifact("rul.csv")).contains("outside:wear");
  }

  @Test
  void packedCmapssTextIsReadAndFaultsNameTheLine() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int unit = 1; unit <= 4; unit++) {
      for (int cycle = 1; cycle <= 40; cycle++) {
        text.append(unit).append(' ').append(cycle);
        for (int c = 2; c < 26; c++) {
          text.append(' ')
              .append(c < 5 ? cycle % 7 : c % 2 == 0 ? 1 : cycle + Math.sin(c * cycle + unit));
        }
        text.append("  \n");
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("train.txt.gz"), bytes.toByteArray());
    lab.run(
        new Fit(),
        Map.of("train", file.toString(), "regimes", 2, "order", 1, "window", 2, "endRows", 3));
    assertThat(lab.artifact("model.json")).contains("sensor1\"").doesNotContain("setting1");
    String wrong = text.toString().replaceFirst("2 7 ", "2 7 x ");
    refused(
        new Fit(),
        Map.of("train", lab.file("a.txt", wrong)),
        "train: line 47: C-MAPSS rows must have 26 columns: got 27");
    refused(
        new Fit(),
        Map.of("train", lab.file("b.txt", text.toString().replaceFirst("2 7 0", "2 7 x"))),
        "train: line 47, column 3: expected a number: got 'x.0'");
  }

  @Test
  void faultsOfTablesNameUnitLineAndColumn() throws Exception {
    String good = fleet("", _ -> "");
    refused(new Fit(), own(""), "train: the file is empty");
    refused(
        new Fit(),
        own(good.replace("2,31,", "2,30,")),
        "unit 2, line 92: time must increase: got 30 after 30");
    refused(
        new Fit(),
        own(good.replaceFirst("3,5,[0-9.-]+", "3,5,high")),
        "row 126, column 'wear'",
        "expected a number: got 'high'");
    refused(
        new Fit(),
        Map.of("train", lab.file("c.csv", good), "unitColumn", "engine"),
        "unitColumn must be one of unit, cycle and wear: got engine");
    refused(
        new Fit(),
        own(good.lines().limit(121).reduce("", (a, b) -> a + b + "\n")),
        "train must have at least 3 failed units of more than 2 rows",
        "got 2 of 2");
    refused(
        new Fit(),
        Map.of("train", lab.file("s.csv", good), "order", 50, "window", 90),
        "at least 3 failed units of more than 89 rows (order 50, window 90)");
    refused(
        new Fit(),
        own(fleet(",failed", _ -> ",2")),
        "row 2, column 'failed': expected 0 or 1: got '2'");
    refused(
        new Fit(),
        own(fleet("", _ -> "").replaceAll(",[0-9.-]+(\\r?\\n)", ",1$1")),
        "train must have a sensor with more than two values");
    refused(
        new Fit(),
        Map.of("train", lab.file("h.csv", good), "health", "column", "healthColumn", "none"),
        "healthColumn must be one of wear: got 'none'");
    refused(
        new Fit(),
        Map.of(
            "train",
            lab.file("c.csv", fleet(",hi", _ -> ",.5")),
            "health",
            "column",
            "healthColumn",
            "hi"),
        "healthColumn 'hi' is constant");
    refused(new Fit(), Map.of("cap", 5), "cap must be at least 10, or 0 for none: got 5");
    refused(
        new Fit(),
        Map.of("truth", lab.file("t.txt", "1\n2\n")),
        "truth: must have one value for each of 40 units: got 2");
    refused(
        new Fit(),
        Map.of("labels", "column"),
        "labels is column, so train must have a column 'label'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; label must name one of the regimes 0 to 1: got '2'",
        "x; label must name one of the regimes 0 to 1: got 'x'",
        "0:1.5; label must give plausibilities from 0 to 1, as 0:.2|2:1: got '0:1.5'",
        "0:0; label must leave one regime plausible: got '0:0'"
      })
  void wrongLabelsNameUnitAndLine(String cell, String message) throws Exception {
    String text = fleet(",label", c -> "," + (c == 20 ? cell : ""));
    Map<String, Object> given =
        Map.of(
            "train",
            lab.file("l.csv", text),
            "regimes",
            2,
            "order",
            2,
            "window",
            3,
            "labels",
            "column");
    refused(new Fit(), given, "unit 1, line 21: ", message);
  }

  @Test
  void labelsThatNoLeftRightPathJoinsNameBothCycles() throws Exception {
    String back = fleet(",label", c -> "," + (c == 20 ? "1" : c == 30 ? "0" : ""));
    Map<String, Object> given =
        Map.of(
            "train",
            lab.file("b.csv", back),
            "regimes",
            2,
            "order",
            2,
            "window",
            3,
            "labels",
            "column");
    refused(new Fit(), given, "unit 1: no left-right path joins the labels of time 20", "30");
    String jump = fleet(",label", c -> "," + (c == 20 ? "0" : c == 21 ? "2" : ""));
    Map<String, Object> jumped =
        Map.of(
            "train",
            lab.file("j.csv", jump),
            "regimes",
            3,
            "order",
            2,
            "window",
            3,
            "labels",
            "column");
    refused(new Fit(), jumped, "unit 1: no left-right path joins the labels of time 20", "21");
    String soft = fleet(",label", c -> "," + (c < 10 ? "0" : c == 40 ? "0:.2|1:1" : ""));
    Map<String, Object> fine =
        Map.of(
            "train",
            lab.file("f.csv", soft),
            "regimes",
            2,
            "order",
            2,
            "window",
            3,
            "labels",
            "column");
    lab.run(new Fit(), fine);
  }

  @Test
  void missingSensorsCensoredUnitsAndTimeGapsAreTakenAndTold() throws Exception {
    String gaps =
        fleet(",failed", _ -> ",1")
            .replaceFirst("2,31,[0-9.-]+", "2,31,")
            .replaceAll("(?m)^(5,.*),1$", "$1,0")
            .replaceAll("(?m)^3,60,", "3,70,");
    Report report = lab.run(new Fit(), own(gaps));
    assertThat(report.blocks().toString())
        .contains("1 row is not one time step (1)")
        .contains("5 units, 4 of them to failure");
  }

  @Test
  void tableOfAGermanOfficeIsReadAndItsDatesCountInDays() throws Exception {
    StringBuilder text = new StringBuilder("Anlage;Tag;Öldruck\n");
    for (int unit = 1; unit <= 4; unit++) {
      for (int day = 0; day < 40; day++) {
        String date = LocalDate.of(2023, unit, 17).plusDays(2L * day).format(GERMAN);
        double pressure = 5 - day / 20.0 + 0.1 * Math.sin(day * day + unit);
        text.append("P%d;%s;%s%n".formatted(unit, date, ("" + pressure).replace('.', ',')));
      }
    }
    Path file = folder.resolve("office.csv");
    Files.write(file, text.toString().getBytes(Charset.forName("windows-1252")));
    Report report =
        lab.run(new Fit(), Map.of("train", file.toString(), "regimes", 2, "order", 1, "window", 3));
    assertThat(report.blocks().toString())
        .contains("sensors used: Öldruck", "decimal comma; dates day.month.year");
    assertThat(lab.artifact("model.json")).contains("\"timeStep\": 2.0");
  }

  @Test
  void seriesFaultsAreNamed() throws Exception {
    refused(
        new Decode(),
        Map.of("data", lab.file("d.csv", "t,y\n1,2\n")),
        "must have more than order = 1 rows");
    refused(
        new Decode(),
        Map.of("data", lab.file("e.csv", "t,x\n1,2\n"), "valueColumn", "y"),
        "valueColumn must be one of t and x: got y");
    refused(
        new Decode(),
        Map.of("data", lab.file("f.csv", "t,y\n" + "1,2\n".repeat(50))),
        "the values must vary");
    refused(
        new Forecast(),
        Map.of("data", lab.file("g.csv", "t,y\n1,2\n2,3\n")),
        "data must have at least order + 20 = 21 rows with a value");
  }
}
