package offprint.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL on a free loopback port, its data in a temporary folder, for the life of the JVM.
 */
final class PostgresServer {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static @Nullable PostgresServer running;

  private final Path folder;
  private final int port;
  private final Process process;

  private PostgresServer(Path bin) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("offprint-postgresql-");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    Path data = folder.resolve("data");
    run(
        command(
            bin.resolve("initdb"),
            "--no-sync",
            "--auth=trust",
            "--username=offprint",
            "--encoding=UTF8",
            "--locale=C",
            "-D",
            data.toString()));
    process =
        new ProcessBuilder(
                command(
                    bin.resolve("postgres"),
                    "-D",
                    data.toString(),
                    "-p",
                    "" + port,
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    await();
  }

  static boolean isInstalled() {
    return bin().isPresent();
  }

  static synchronized PostgresServer running() {
    if (running == null) {
      try {
        running = new PostgresServer(bin().orElseThrow());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return running;
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=offprint".formatted(port, database);
  }

  /** The newest of Debian's, else that of the path. */
  private static Optional<Path> bin() {
    List<Path> candidates = new ArrayList<>();
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted(Comparator.<Path>comparingInt(PostgresServer::version).reversed())
            .forEach(version -> candidates.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      candidates.add(Path.of(folder));
    }
    return candidates.stream()
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
        .findFirst();
  }

  private static int version(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("[0-9]+") ? Integer.parseInt(name) : 0;
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> command(Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process done =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output =
        new String(done.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (done.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
  }

  /** Waits until it answers: its port is open before that. */
  private void await() throws InterruptedException, IOException {
    for (int i = 0; i < 1200; i++) {
      try (Connection _ = DriverManager.getConnection(url("postgres"))) {
        return;
      } catch (SQLException e) {
        if (!process.isAlive()) {
          break;
        }
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("log.txt")));
  }

  private void stop() {
    try {
      if (process.isAlive()) {
        process.destroy();
        process.waitFor();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("PostgreSQL was not cleared away: " + e);
    }
  }
}
