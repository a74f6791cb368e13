package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import offprint.server.Handle;
import offprint.server.Server;
import offprint.server.ServerConfig;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.RegistrationPolicy;
import offprint.server.hub.HubLimit;
import offprint.server.ingest.IngestConfig;
import offprint.server.ingest.IngestSource;
import offprint.server.operation.OperationConfig;
import offprint.server.run.RunLimits;
import offprint.server.upload.UploadLimit;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code offprint serve}. */
@Command(
    name = "serve",
    description = "Start the site on this machine.",
    mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}: this machine only); on any other, runs"
              + " and submissions need an account unless --access says otherwise")
  private String address = "";

  @Option(
      names = "--behind-proxy",
      description =
          "Others reach the site through a proxy on this machine or network that passes Host on and"
              + " sets X-Forwarded-For and X-Forwarded-Proto")
  private boolean proxied;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs at once; others wait (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--run-memory",
      paramLabel = "MB",
      defaultValue = "2048",
      description = "Memory of one run, heap and native (default: ${DEFAULT-VALUE})")
  private int memory;

  @Option(
      names = "--run-minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "Time of one run (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--upload-limit",
      paramLabel = "MB",
      defaultValue = "512",
      description = "Greatest file a reader may upload (default: ${DEFAULT-VALUE})")
  private int uploads;

  @Option(
      names = "--no-vectors",
      description = "Make no sentence vectors: search by words only, no personal list, less memory")
  private boolean withoutVectors;

  @Option(
      names = "--api-limit",
      paramLabel = "N",
      defaultValue = "60000",
      description =
          "Requests a minute that one address may send to the Daily Papers API (default:"
              + " ${DEFAULT-VALUE})")
  private int apiLimit;

  @Option(
      names = "--ingest",
      paramLabel = "SOURCE",
      description =
          "Fetch papers by itself: arxiv:cs.LG,stat.ML once a day, or daily:https://… (a server"
              + " that speaks the Daily Papers API) four times a day; may be repeated")
  private List<String> sources = List.of();

  @Option(
      names = "--access",
      paramLabel = "WHO",
      description =
          "open: whoever reaches the site may run, upload and submit; accounts: for these there"
              + " must be an account; private: for reading, too (default: open where only this"
              + " machine reaches the site, else accounts)")
  private @Nullable Access access;

  @Option(
      names = "--joining",
      paramLabel = "HOW",
      defaultValue = "invitation",
      description =
          "How others than the first get an account: open, invitation or closed (default:"
              + " ${DEFAULT-VALUE})")
  private RegistrationPolicy registrationPolicy = RegistrationPolicy.INVITATION;

  @Option(
      names = "--metrics",
      paramLabel = "PORT",
      description =
          "Health and Prometheus metrics on a port of their own, of this machine only unless it is"
              + " ADDRESS:PORT; off without")
  private @Nullable String metrics;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "How log lines are written: text or json (default: ${DEFAULT-VALUE})")
  private LogForm log = LogForm.TEXT;

  /** How log lines are written. */
  enum LogForm {
    TEXT,
    JSON
  }

  @CommandLine.Mixin private ProviderOptions provider = new ProviderOptions();

  @CommandLine.Mixin private QuotaOptions quotas = new QuotaOptions();

  @CommandLine.Mixin private MailOptions mail = new MailOptions();

  @CommandLine.Mixin private ArxivAddress arxiv = new ArxivAddress();

  @Option(names = "--stop-when-ready", hidden = true)
  private boolean trial;

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    System.setProperty("OFFPRINT_LOG", log.name().toLowerCase(Locale.ROOT)); // for logback.xml
    RunLimits limits =
        RunLimits.of(launcher())
            .withParallel(runs)
            .withMemory(memory)
            .withTime(Duration.ofMinutes(minutes));
    ServerConfig config =
        ServerConfig.of(home.path(), launcher())
            .withDatabase(home.database())
            .with(new Binding(address, port, proxied))
            .with(quotas.on(limits))
            .with(new UploadLimit(uploads))
            .with(new VectorConfig(!withoutVectors))
            .with(new HubLimit(apiLimit, HubLimit.DEFAULT.seconds()))
            .with(
                AccountConfig.DEFAULT.with(access).with(registrationPolicy).with(provider.config()))
            .with(ingest())
            .with(mail.config())
            .with(operation(Objects.requireNonNull(spec).commandLine()));
    Handle server = Server.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close"));
    server
        .setupCode()
        .ifPresent(
            code ->
                out.printf(
                    "No account yet. To make the administrator's: %ssetup  code %s%n",
                    server.address(), code));
    out.printf(
        "Offprint is at %s  (data in %s; stop with Ctrl-C)%n", server.address(), home.path());
    out.flush();
    sayReady();
    if (trial) {
      new WarmUp(server.address(), 400, Duration.ofSeconds(20), server::requests).run();
      return 0;
    }
    Thread.ofPlatform()
        .daemon()
        .name("warm-up")
        .start(new WarmUp(server.address(), 1_000, Duration.ofSeconds(8), server::requests));
    Thread.currentThread().join(); // until the process is told to end
    return 0;
  }

  /** Tells the launcher that the site answers, so that it can make its class archive. */
  private static void sayReady() throws IOException {
    String file = System.getProperty("offprint.start.ready", "");
    if (!file.isEmpty()) {
      Files.createFile(Path.of(file));
    }
  }

  private OperationConfig operation(CommandLine line) {
    OperationConfig config =
        metrics == null
            ? OperationConfig.DEFAULT
            : OperationConfig.DEFAULT.withMetrics(metrics.strip());
    return line.getDefaultValueProvider() instanceof Settings settings
        ? config.with(settings.list(line.getParseResult()))
        : config;
  }

  private IngestConfig ingest() {
    return arxiv
        .on(IngestConfig.DEFAULT)
        .withDaily(sources.stream().map(IngestSource::parse).toList());
  }

  /** The command that starts this same program, for runs. */
  private static List<String> launcher() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String cache = System.getProperty("offprint.start.cache", "");
    if (!cache.isEmpty()) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    return command;
  }
}
