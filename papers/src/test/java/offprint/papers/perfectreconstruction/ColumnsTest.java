package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.engine.Outcome;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.table.DecimalMark;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lattice, complement, bins. */
class ColumnsTest {
  @TempDir Path folder;

  private Workbench bench() {
    return new Workbench(folder);
  }

  @Test
  void binsHoldAboutEquallyManyRows() {
    double[] values = new double[100];
    Arrays.setAll(values, i -> i * i);
    Bins bins = Bins.of(values, 4);
    assertThat(bins.edges()).containsExactly(625.0, 2500.0, 5625.0);
    assertThat(bins.label("624", DecimalMark.POINT)).isEqualTo("[-inf, 625)");
    assertThat(bins.label("625", DecimalMark.POINT)).isEqualTo("[625, 2500)");
    assertThat(bins.label("1e9", DecimalMark.POINT)).isEqualTo("[5625, inf)");
    assertThat(bins.label("?", DecimalMark.POINT)).isEqualTo("?");
    assertThat(Bins.of(new double[] {1, 1, 1, 1, 2}, 4).edges()).isEmpty();
    assertThat(Bins.of(new double[] {1, 1, 1, 5, 5}, 4).edges()).containsExactly(5.0);
  }

  @Test
  void numbersWithADecimalCommaAreBinned() throws Exception {
    StringBuilder german = new StringBuilder("g;n\n");
    StringBuilder english = new StringBuilder("g,n\n");
    for (int i = 0; i < 60; i++) {
      german.append("abc".charAt(i % 3)).append(";1.%03d,5\n".formatted(i * i % 997));
      english.append("abc".charAt(i % 3)).append(",1%03d.5\n".formatted(i * i % 997));
    }
    List<Double> distances = new ArrayList<>();
    for (String text : List.of(german.toString(), english.toString())) {
      Source data = bench().file("t.csv", text);
      Lattice.Params params =
          new Lattice.Params(data, "", 0.05, 4, Missing.AS_VALUE, InformationUnit.BIT);
      Outcome outcome = bench().run(new Lattice(), params);
      distances.add(outcome.report().metrics().get("least_rajski"));
      assertThat(outcome.report().blocks().toString()).contains("numbers went into 4 bins");
    }
    assertThat(distances.get(0)).isEqualTo(distances.get(1)).isLessThan(1);
  }

  @Test
  void columnsThatAreEqualAreAtDistanceZeroAndArrowsAreFound() throws Exception {
    Source data = bench().file("t.csv", "a,b,c,d\n1,x,p,q\n1,x,p,r\n2,y,p,q\n3,z,s,r\n3,z,s,q\n");
    Outcome outcome =
        bench()
            .run(
                new Lattice(),
                new Lattice.Params(data, "", 0.05, 0, Missing.AS_VALUE, InformationUnit.BIT));
    List<List<Object>> arrows = Workbench.table(outcome.report(), "Determines exactly: 4 pairs");
    assertThat(arrows.stream().map(row -> row.subList(0, 3)))
        .containsExactly(
            List.of("a", "⇄", "b"),
            List.of("a", "→", "c"),
            List.of("b", "⇄", "a"),
            List.of("b", "→", "c"));
    assertThat(outcome.report().metrics().get("least_rajski")).isZero();
    assertThat(Files.readString(folder.resolve("out/pairs.csv"))).contains("a,b,0,0,1,");
  }

  @Test
  void complementOfAColumnGivesTheRowBack() throws Exception {
    Source data = bench().file("t.csv", "a,b\nu,1\nu,2\nu,2\nv,1\nv,3\nv,3\n");
    Outcome outcome =
        bench()
            .run(
                new Complement(),
                new Complement.Params(data, "", "a", Missing.AS_VALUE, InformationUnit.BIT));
    assertThat(outcome.report().metrics())
        .containsEntry("join_is_x", 1.0)
        .containsEntry("meet_entropy_bits", 0.0);
    assertThat(outcome.report().metrics().get("complement_entropy_bits"))
        .isCloseTo(0.9182958340544896, within(1e-12));
    assertThat(Files.readAllLines(folder.resolve("out/complement.csv")))
        .containsExactly(
            "line,a,b,complement",
            "2,u,1,1",
            "3,u,2,0",
            "4,u,2,0",
            "5,v,1,1",
            "6,v,3,0",
            "7,v,3,0");
  }

  @Test
  void complementNeedsYToBeAFunctionOfX() throws Exception {
    Source data = bench().file("t.csv", "a,b\nu,1\nu,2\n");
    assertThatThrownBy(
            () ->
                bench()
                    .run(
                        new Complement(),
                        new Complement.Params(
                            data, "a", "b", Missing.AS_VALUE, InformationUnit.BIT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "y: column 'b' takes 2 values where X (a) is the same, rows 2 and 3; add it to x");
  }

  @Test
  void rowsWithMissingValuesAreLeftOutOnRequest() throws Exception {
    Source data = bench().file("t.csv", "a,b\nu,1\n?,2\nv,NA\nw,3\nw,4\n");
    Lattice.Params params =
        new Lattice.Params(data, "", 0.05, 0, Missing.DROP_ROW, InformationUnit.NAT);
    assertThat(bench().metric(new Lattice(), params, "row_entropy_bits"))
        .isCloseTo(Math.log(3) / Math.log(2), within(1e-12));
  }
}
