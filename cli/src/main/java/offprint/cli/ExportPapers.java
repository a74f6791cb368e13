package offprint.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint export}. */
@Command(
    name = "export",
    description = "Write all papers as JSON lines, which import reads again.",
    mixinStandardHelpOptions = true)
final class ExportPapers implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File to write, - for standard output (the default)")
  private String file = "-";

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    try (offprint.server.home.Home folder = home.existing()) {
      Papers papers = new Papers(folder);
      if (file.equals("-")) {
        papers.exportLines(System.out);
        System.out.flush();
        return 0;
      }
      Path target = Home.newFile(Path.of(file));
      Path partial = Files.createTempFile(target.getParent(), ".partial-", "");
      try {
        long count = write(papers, partial);
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        Objects.requireNonNull(spec).commandLine().getOut().printf("%s: %d papers%n", file, count);
        return 0;
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }

  private static long write(Papers papers, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      return papers.exportLines(out);
    }
  }
}
