package offprint.server;

import java.nio.file.Path;
import java.util.List;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.RegistrationPolicy;
import offprint.server.ingest.IngestConfig;
import offprint.server.ingest.IngestSource;
import offprint.server.mail.MailConfig;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;

/**
 * One of several servers over one database, as a process of its own. Prints its port; arguments:
 * home, database, port of the mail server, address of a mirror to take papers from.
 */
final class SharingMain {
  private SharingMain() {}

  public static void main(String[] args) throws Exception {
    AccountConfig.Limits wide = new AccountConfig.Limits(9999, 9999, 9999, 99_999, 99_999);
    ServerConfig config =
        ServerConfig.of(Path.of(args[0]), TestProcess.runner())
            .withDatabase(args[1])
            .with(VectorConfig.OFF)
            .with(new Binding("127.0.0.1", 0))
            .with(AccountConfig.DEFAULT.with(Access.OPEN).with(RegistrationPolicy.OPEN).with(wide))
            .with(IngestConfig.DEFAULT.withDaily(List.of(IngestSource.parse("daily:" + args[3]))))
            .with(
                MailConfig.OFF
                    .with(
                        new MailConfig.Smtp(
                            "127.0.0.1",
                            Integer.parseInt(args[2]),
                            MailConfig.Security.NONE,
                            "",
                            ""))
                    .withFrom("papers@offprint.example.org")
                    .withSite("https://papers.example.org")
                    .withPace(100_000, 2));
    try (Handle handle = Server.start(config)) {
      System.out.println(handle.port());
      Thread.currentThread().join();
    }
  }
}
