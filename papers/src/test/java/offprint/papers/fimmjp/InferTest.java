package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Outcome;
import offprint.method.Note;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  private Outcome infer(String file, String more) throws Exception {
    return bench.run(new Infer(), "{'data':'%s'%s}".formatted(file, more));
  }

  private static List<String> notes(Outcome outcome) {
    return outcome.report().blocks().stream()
        .filter(Note.class::isInstance)
        .map(block -> ((Note) block).text())
        .toList();
  }

  @Test
  void findsTheRatesThatWereSimulated() throws Exception {
    String rates = bench.file("rates.csv", "from,to,rate\nopen,shut,0.2\nshut,open,0.1\n");
    bench.run(
        new Simulate(),
        "{'rates':'%s','count':200,'readings':50,'interval':1,'noise':0.02}".formatted(rates));
    Outcome outcome = infer(bench.newest("paths.csv").toString(), ",'unit':'ms'");
    List<String> lines = Files.readAllLines(bench.newest("rates.csv"));
    assertThat(lines.getFirst()).startsWith("from,to,rate,low,high,link");
    for (String line : lines.subList(1, 3)) {
      String[] cells = line.split(",");
      double truth = cells[0].equals("open") ? 0.2 : 0.1;
      assertThat(Double.parseDouble(cells[2])).isCloseTo(truth, within(0.03));
    }
    assertThat(outcome.report().answer()).contains("open → shut", "per ms");
    assertThat(outcome.report().metrics().get("readings")).isEqualTo(10_000);
  }

  @Test
  void readsGermanNumbersAndRecordedValues() throws Exception {
    StringBuilder text = new StringBuilder("Zeit;Strom\n");
    for (int i = 0; i < 60; i++) {
      text.append("%d,5;%s\n".formatted(i, i % 7 < 3 ? "-1,25" : "3,5"));
    }
    String file = bench.file("strom.csv", text.toString());
    Outcome outcome =
        infer(file, ",'time':'Zeit','value':'Strom','thresholds':[0.5],'method':'em'");
    assertThat(outcome.report().answer()).contains("1 → 2");
    assertThat(outcome.report().metrics().get("paths")).isEqualTo(1);
  }

  @Test
  void longPathsAreCutAndEqualPathsAreTold() throws Exception {
    String line = "0110".repeat(60) + "\n";
    Outcome outcome = infer(bench.file("digits.txt", line.repeat(4)), ",'interval':0.5");
    assertThat(outcome.report().metrics().get("paths")).isEqualTo(12);
    assertThat(notes(outcome)).anyMatch(note -> note.contains("were cut: 4 became 12"));
    assertThat(notes(outcome)).anyMatch(note -> note.startsWith("All 4 paths are equal"));
  }

  @Test
  void warnsOfProcessesTooFast() throws Exception {
    Outcome outcome = infer(bench.file("fast.txt", "0101010101\n1010101010\n0110101010\n"), "");
    assertThat(notes(outcome)).anyMatch(note -> note.contains("too fast"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,time,state;1,0,a;1,2,b;1,1,a||path 1, line 4: got 1 after 2",
        "path,time,state;1,0,a;2,0,b||all 2 paths have one",
        "path,time,state;1,0,a;1,1,a||no jump is seen: all readings are state a",
        "path,time,state;1,0,a;1,1,c|,'states':['a','b']|expected one of the states a and b: got"
            + " 'c'",
        "path,time,state;1,0,a;1,1,;1,2,b||expected a state",
        "path,time,state;1,0,a;1,x,b;1,2,b||expected a number: got 'x'",
        "01234567;76543210||this model tells of at most 6: got 8",
        "0101;0110|,'states':['0','2']|states 0 and 2: got 1",
        "path,time,state;1,0,a;1,1,b;1,3,a|,'method':'log'|must have equal intervals",
        "path,time,state;1,0,a;1,1,b;1,2,a|,'model':'example:timemixer-etth2'|must be a model of"
            + " fim-mjp/train",
        "path,time,state;1,0,a;1,1,b;1,2,a|,'time':'when'|time must be one of path, time and state:"
            + " got when",
      })
  void refusesByName(String lines, String more, String message) throws Exception {
    String file = bench.file("bad.txt", lines.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> infer(file, more == null ? "" : more)).hasMessageContaining(message);
  }

  @Test
  void moreStatesThanTheModelKnowsAreFitted() throws Exception {
    String text = "01234567\n76543210\n01726354\n".repeat(3);
    Outcome outcome = infer(bench.file("many.txt", text), ",'method':'hmm'");
    assertThat(outcome.report().answer()).contains("maximum likelihood of noisy readings");
  }
}
