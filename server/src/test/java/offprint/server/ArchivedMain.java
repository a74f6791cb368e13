package offprint.server;

import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.home.Home;

/** Loads what most processes of tests need: opens a new data folder and runs something there. */
final class ArchivedMain {
  private ArchivedMain() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Home.open(folder, "").close();
    Path out = Files.createDirectories(folder.resolve("out"));
    Path params = Files.writeString(folder.resolve("params.json"), "{}");
    ChildMain.main(
        new String[] {
          "run",
          "srrw/walk",
          "--params",
          params.toString(),
          "--seed",
          "1",
          "--home",
          folder.toString(),
          "--out",
          out.toString()
        });
  }
}
