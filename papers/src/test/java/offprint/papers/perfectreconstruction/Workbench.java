package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.kernels.information.InformationUnit;
import offprint.method.Method;
import offprint.method.Report;
import offprint.method.Source;
import offprint.method.Table;

/** Runs methods on files in a folder, as the command line does. */
record Workbench(Path folder) {

  Source file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return new Source(file.toString());
  }

  Source artifact(String name) {
    return new Source(folder.resolve("out").resolve(name).toString());
  }

  <P extends Record> Outcome run(Method<P> method, P params) throws Exception {
    return new Runner(new Sources(folder.resolve("home"), false), Listener.SILENT)
        .run(PaperMethod.of(method), params, 1, folder.resolve("out"));
  }

  <P extends Record> double metric(Method<P> method, P params, String name) throws Exception {
    Double value = run(method, params).report().metrics().get(name);
    if (value == null) {
      throw new AssertionError("no metric " + name);
    }
    return value;
  }

  static List<List<Object>> table(Report report, String titleBegins) {
    return report.blocks().stream()
        .filter(b -> b instanceof Table t && t.title().startsWith(titleBegins))
        .map(b -> ((Table) b).rows())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no table " + titleBegins));
  }

  static Keys.Params keys(Source data, String target, String columns, int maxSize) {
    return keys(data, target, columns, maxSize, 0, Criterion.ENTROPY, 0, Missing.AS_VALUE, 0);
  }

  static Keys.Params keys(
      Source data,
      String target,
      String columns,
      int maxSize,
      double eps,
      Criterion criterion,
      int bins,
      Missing missing,
      double holdout) {
    return new Keys.Params(
        data,
        target,
        columns,
        maxSize,
        eps,
        criterion,
        bins,
        missing,
        holdout,
        1_000_000,
        InformationUnit.BIT);
  }
}
