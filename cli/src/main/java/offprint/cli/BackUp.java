package offprint.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.server.backup.Backup;
import offprint.server.backup.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint backup}. */
@Command(
    name = "backup",
    description =
        "Write papers, accounts, runs, models and uploads to one file; the server may be running.",
    mixinStandardHelpOptions = true)
final class BackUp implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "File to write; one of that name is replaced")
  private Path file = Path.of("");

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    Manifest manifest;
    try (offprint.server.home.Home folder =
        offprint.server.home.Home.toRead(home.path(), home.database())) {
      manifest = Backup.write(folder, Home.newFile(file), _ -> {});
    }
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .printf(
            "%s: %d rows of %d tables, %d files%n",
            file, manifest.rows(), manifest.tables().size(), manifest.files().size());
    return 0;
  }
}
