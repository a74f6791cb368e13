package offprint.server;

import java.nio.file.Path;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;

/** A server as a process of its own, to be killed. Prints its port; arguments: home, port. */
final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    ServerConfig config =
        ServerConfig.of(Path.of(args[0]), TestProcess.runner())
            .withDatabase(args[2])
            .with(VectorConfig.OFF)
            .with(new Binding("127.0.0.1", Integer.parseInt(args[1])));
    try (Handle handle = Server.start(config)) {
      System.out.println(handle.port());
      Thread.currentThread().join();
    }
  }
}
