package offprint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.datasets.Dataset;
import offprint.engine.Examples;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint data}. */
@Command(
    name = "data",
    description = "List the example data, or write one out.",
    mixinStandardHelpOptions = true)
final class Data implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Example to show or write")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the data to FILE; a folder gets the file's own name")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
    if (name.isEmpty()) {
      int width = Examples.all().stream().mapToInt(d -> d.name().length()).max().orElse(1);
      for (Dataset dataset : Examples.all()) {
        print.printf("example:%-" + width + "s  %s%n", dataset.name(), dataset.title());
        print.printf(
            "%" + (width + 10) + "s%s (%s); %s%n",
            "",
            dataset.file(),
            String.join(", ", dataset.kinds()),
            dataset.licence());
      }
      return 0;
    }
    Dataset dataset = Examples.get(name.replaceFirst("^example:", ""));
    if (out == null) {
      print.println(dataset.readme());
      return 0;
    }
    Path file = Home.newFile(Files.isDirectory(out) ? out.resolve(dataset.file()) : out);
    try (InputStream in = dataset.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    print.println(file);
    return 0;
  }
}
