package offprint.server;

import java.nio.file.Path;
import java.util.List;
import offprint.server.run.RunLimits;
import offprint.server.upload.UploadLimit;
import offprint.server.web.Binding;

/** All that can be set. */
public record ServerConfig(Path home, Binding binding, RunLimits runs, UploadLimit uploads) {

  /**
   * The defaults.
   *
   * @param launcher command that starts a run, see {@link RunLimits#launcher}
   */
  public static ServerConfig of(Path home, List<String> launcher) {
    return new ServerConfig(home, Binding.DEFAULT, RunLimits.of(launcher), UploadLimit.DEFAULT);
  }

  public ServerConfig with(Binding other) {
    return new ServerConfig(home, other, runs, uploads);
  }

  public ServerConfig with(RunLimits other) {
    return new ServerConfig(home, binding, other, uploads);
  }

  public ServerConfig with(UploadLimit other) {
    return new ServerConfig(home, binding, runs, other);
  }
}
