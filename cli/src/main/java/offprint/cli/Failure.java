package offprint.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipException;
import offprint.engine.Fault;
import offprint.engine.InvalidParameters;
import offprint.server.home.StartException;
import offprint.server.ingest.IngestException;
import offprint.server.mail.MailException;

/** An exception as users see it: exit code, message, faults. */
record Failure(int exitCode, String message, List<Fault> faults) {

  static Failure of(Throwable e) {
    return switch (e) {
      case InvalidParameters wrong ->
          new Failure(Main.WRONG_INPUT, lines(wrong.faults()), wrong.faults());
      case StartException start -> wrongInput(String.valueOf(start.getMessage()));
      case UncheckedIOException io -> of(Objects.requireNonNull(io.getCause()));
      case IllegalArgumentException wrong -> wrongInput(String.valueOf(wrong.getMessage()));
      case ArithmeticException diverged ->
          new Failure(1, "The computation broke down: " + diverged.getMessage(), List.of());
      case OutOfMemoryError _ ->
          new Failure(
              1,
              "Not enough memory: used all of %d MB"
                  .formatted(Runtime.getRuntime().maxMemory() >> 20),
              List.of());
      case AccessDeniedException denied -> wrongInput("no permission: " + denied.getFile());
      case NoSuchFileException missing -> wrongInput("there is no file " + missing.getFile());
      case ReadOnlyFileSystemException _ -> wrongInput("the folder cannot be written to");
      case FileSystemException file -> wrongInput(String.valueOf(file.getMessage()));
      case MailException mail -> new Failure(1, String.valueOf(mail.getMessage()), List.of());
      case IngestException source -> new Failure(1, String.valueOf(source.getMessage()), List.of());
      case ZipException _ -> wrongInput("the file is compressed, but broken or cut short");
      case EOFException _ -> wrongInput("the file ends too early");
      case IOException io ->
          new Failure(1, "Reading or writing failed: " + io.getMessage(), List.of());
      default -> unforeseen(e);
    };
  }

  private static Failure unforeseen(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException database) {
        return new Failure(1, "The database failed: " + database.getMessage(), List.of());
      }
    }
    return new Failure(
        1,
        "This is a fault in Offprint, please report it: %s at %s"
            .formatted(e, e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]),
        List.of());
  }

  private static Failure wrongInput(String message) {
    return new Failure(Main.WRONG_INPUT, message, List.of(new Fault("", message)));
  }

  private static String lines(List<Fault> faults) {
    StringBuilder lines = new StringBuilder();
    for (Fault fault : faults) {
      lines.append(lines.isEmpty() ? "" : "\n").append(fault.message());
    }
    return lines.toString();
  }
}
