package offprint.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Java programs as processes of their own, from this class path. An archive of their classes, made
 * once, halves what a start costs. Such an archive holds classes of jars only: folders are packed.
 */
public final class TestProcess {
  private static final String ARCHIVE = "test.archive";
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xlog:disable",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");
  private static @Nullable List<String> java;

  private TestProcess() {}

  /** The command of a class's main; its process may start others. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(java());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command that starts a run. */
  public static List<String> runner() {
    return command(ChildMain.class);
  }

  public static ProcessBuilder builder(Class<?> main, String... arguments) {
    return new ProcessBuilder(command(main, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static synchronized List<String> java() {
    if (java == null) {
      String archive = System.getProperty(ARCHIVE);
      String classes = System.getProperty("java.class.path");
      java = archive == null ? archived(classes) : java(Path.of(archive), classes);
    }
    return java;
  }

  private static List<String> java(Path archive, String classes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-D" + ARCHIVE + "=" + archive);
    command.add(
        (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive);
    command.addAll(List.of("-cp", classes));
    return command;
  }

  private static List<String> archived(String classes) {
    try {
      Path folder = Files.createTempDirectory("offprint-classes-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      String jars = packed(classes, folder);
      Path archive = folder.resolve("classes.jsa");
      List<String> command = new ArrayList<>(java(archive, jars));
      command.addAll(List.of(ArchivedMain.class.getName(), folder.resolve("home").toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES) || !Files.exists(archive)) {
        process.destroyForcibly();
        throw new IllegalStateException("no archive was made: " + command);
      }
      return java(archive, jars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String packed(String classes, Path folder) {
    List<String> jars = new ArrayList<>();
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    for (String entry : classes.split(":")) {
      String of = entry;
      if (Files.isDirectory(Path.of(entry))) {
        of = folder.resolve(jars.size() + ".jar").toString();
        jar.run(
            System.out, System.err, "--create", "--no-compress", "--file", of, "-C", entry, ".");
      }
      if (!entry.isEmpty()) {
        jars.add(of);
      }
    }
    return String.join(":", jars);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("the archive of classes was not cleared away: " + e);
    }
  }
}
