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

/** {@code offprint restore}. */
@Command(
    name = "restore",
    description =
        "Make an installation of a backup, in an empty folder and, with --database, an empty"
            + " PostgreSQL database, whichever it was taken from.",
    mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "File that backup has written")
  private Path file = Path.of("");

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    Manifest manifest = Backup.restore(file, home.path(), home.database(), _ -> {});
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .printf(
            "%s of %s: %d rows of %d tables, %d files are in %s%n",
            file,
            manifest.created(),
            manifest.rows(),
            manifest.tables().size(),
            manifest.files().size(),
            home.path());
    return 0;
  }
}
