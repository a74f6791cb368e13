package offprint.server;

import java.nio.file.Path;
import java.util.List;
import offprint.server.account.AccountConfig;
import offprint.server.hub.HubLimit;
import offprint.server.ingest.IngestConfig;
import offprint.server.mail.MailConfig;
import offprint.server.operation.OperationConfig;
import offprint.server.run.RunLimits;
import offprint.server.upload.UploadLimit;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;

/**
 * All settings of the server.
 *
 * @param database address of a PostgreSQL database, "" for SQLite in the data folder
 */
public record ServerConfig(
    Path home,
    String database,
    Binding binding,
    RunLimits runs,
    UploadLimit uploads,
    HubLimit hub,
    IngestConfig ingest,
    VectorConfig vectors,
    AccountConfig accounts,
    MailConfig mail,
    OperationConfig operation) {

  /**
   * The defaults.
   *
   * @param launcher command that starts a run, see {@link RunLimits#launcher}
   */
  public static ServerConfig of(Path home, List<String> launcher) {
    return new ServerConfig(
        home,
        "",
        Binding.DEFAULT,
        RunLimits.of(launcher),
        UploadLimit.DEFAULT,
        HubLimit.DEFAULT,
        IngestConfig.DEFAULT,
        VectorConfig.DEFAULT,
        AccountConfig.DEFAULT,
        MailConfig.OFF,
        OperationConfig.DEFAULT);
  }

  public ServerConfig withDatabase(String url) {
    return new ServerConfig(
        home, url, binding, runs, uploads, hub, ingest, vectors, accounts, mail, operation);
  }

  public ServerConfig with(Binding other) {
    return new ServerConfig(
        home, database, other, runs, uploads, hub, ingest, vectors, accounts, mail, operation);
  }

  public ServerConfig with(RunLimits other) {
    return new ServerConfig(
        home, database, binding, other, uploads, hub, ingest, vectors, accounts, mail, operation);
  }

  public ServerConfig with(UploadLimit other) {
    return new ServerConfig(
        home, database, binding, runs, other, hub, ingest, vectors, accounts, mail, operation);
  }

  public ServerConfig with(HubLimit other) {
    return new ServerConfig(
        home, database, binding, runs, uploads, other, ingest, vectors, accounts, mail, operation);
  }

  public ServerConfig with(IngestConfig other) {
    return new ServerConfig(
        home, database, binding, runs, uploads, hub, other, vectors, accounts, mail, operation);
  }

  public ServerConfig with(VectorConfig other) {
    return new ServerConfig(
        home, database, binding, runs, uploads, hub, ingest, other, accounts, mail, operation);
  }

  public ServerConfig with(AccountConfig other) {
    return new ServerConfig(
        home, database, binding, runs, uploads, hub, ingest, vectors, other, mail, operation);
  }

  public ServerConfig with(OperationConfig other) {
    return new ServerConfig(
        home, database, binding, runs, uploads, hub, ingest, vectors, accounts, mail, other);
  }

  public ServerConfig with(MailConfig other) {
    return new ServerConfig(
        home,
        database,
        binding,
        runs,
        uploads,
        hub,
        ingest,
        vectors,
        accounts,
        other.checkWhole(),
        operation);
  }
}
