package offprint.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import offprint.engine.Json;
import offprint.server.account.AccountConfig;
import offprint.server.home.Home;
import offprint.server.home.StartException;
import offprint.server.hub.HubLimit;
import offprint.server.ingest.IngestConfig;
import offprint.server.mail.MailConfig;
import offprint.server.operation.OperationConfig;
import offprint.server.run.RunLimits;
import offprint.server.upload.UploadLimit;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Starts the site. */
@SpringBootApplication(proxyBeanMethods = false)
public class Server {
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
  private static final int CARRIERS_EACH = 4; // milliseconds to wait for a processor
  private static final String LAST_ANSWERS = "2s"; // for requests in progress at shutdown

  /**
   * Opens the data folder and listens; returns once requests are answered.
   *
   * @throws StartException if it cannot start; the message says why in one line
   */
  public static Handle start(ServerConfig config) {
    allowWaitingForFiles();
    Home home = Home.open(config.home(), config.database());
    try {
      home.lock();
      ConfigurableApplicationContext context = run(config, home);
      WebServer server =
          Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
      return new Handle(context, home, config.binding(), server.getPort());
    } catch (RuntimeException e) {
      home.close();
      throw explained(e, config);
    }
  }

  /**
   * Raises the number of carrier threads before the first virtual thread starts: one that waits for
   * a page of SQLite's file pins its carrier, and by default there are only as many as processors.
   */
  private static void allowWaitingForFiles() {
    if (System.getProperty(CARRIERS) == null) {
      int carriers = CARRIERS_EACH * Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(carriers));
    }
  }

  private static ConfigurableApplicationContext run(ServerConfig config, Home home) {
    return new SpringApplicationBuilder(Server.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .properties(properties(config, home))
        .initializers(
            context -> {
              GenericApplicationContext beans = (GenericApplicationContext) context;
              beans.registerBean(Home.class, () -> home);
              beans.registerBean(Binding.class, config::binding);
              beans.registerBean(RunLimits.class, config::runs);
              beans.registerBean(UploadLimit.class, config::uploads);
              beans.registerBean(HubLimit.class, config::hub);
              beans.registerBean(IngestConfig.class, config::ingest);
              beans.registerBean(VectorConfig.class, config::vectors);
              beans.registerBean(AccountConfig.class, config::accounts);
              beans.registerBean(MailConfig.class, config::mail);
              beans.registerBean(OperationConfig.class, config::operation);
              beans.registerBean(JsonMapper.class, () -> Json.MAPPER);
            })
        .run();
  }

  private static Map<String, Object> properties(ServerConfig config, Home home) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.address", config.binding().address());
    properties.put("server.port", config.binding().port());
    properties.put(
        "server.forward-headers-strategy", config.binding().proxied() ? "native" : "none");
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", LAST_ANSWERS);
    properties.put("server.server-header", "");
    properties.put("server.tomcat.max-swallow-size", "-1");
    properties.put("server.tomcat.max-connections", "1000");
    properties.put("server.compression.enabled", "true");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.main.lazy-initialization", "false");
    properties.put("spring.jmx.enabled", "false");
    properties.put("spring.web.resources.add-mappings", "false");
    properties.put("spring.web.locale", "en");
    properties.put("spring.web.locale-resolver", "fixed");
    properties.put("spring.mvc.formcontent.filter.enabled", "false");
    properties.put("spring.thymeleaf.prefix", "classpath:/offprint/server/");
    properties.put("spring.thymeleaf.check-template-location", "false");
    properties.put("spring.thymeleaf.servlet.produce-partial-output-while-processing", "false");
    properties.put("spring.servlet.multipart.resolve-lazily", "true");
    properties.put("spring.servlet.multipart.location", home.uploads().toString());
    properties.put("spring.servlet.multipart.max-file-size", config.uploads().megabytes() + "MB");
    properties.put(
        "spring.servlet.multipart.max-request-size", config.uploads().megabytes() + 1 + "MB");
    properties.putAll(management(config.operation()));
    return properties;
  }

  /** Settings of health and metrics: on a port of their own, or off. */
  private static Map<String, Object> management(OperationConfig config) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("management.server.port", config.port());
    properties.put("management.server.address", config.address());
    properties.put("management.endpoints.jmx.exposure.exclude", "*");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus");
    properties.put("management.endpoint.health.show-details", "always");
    properties.put("management.endpoint.health.probes.enabled", "true");
    properties.put(
        "management.endpoint.health.group.readiness.include", "readinessState,database,index");
    properties.put("management.health.defaults.enabled", "false");
    properties.put("management.observations.enable.spring.security", "false");
    properties.put("management.observations.enable.http", Boolean.toString(config.isOn()));
    properties.put("management.defaults.metrics.export.enabled", Boolean.toString(config.isOn()));
    return properties;
  }

  private static RuntimeException explained(RuntimeException failure, ServerConfig config) {
    Binding binding = config.binding();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartException known) {
        return known;
      }
      if (cause instanceof PortInUseException inUse) {
        return new StartException(
            "port %d is in use: choose another with %s"
                .formatted(
                    inUse.getPort(),
                    inUse.getPort() == config.operation().port() ? "--metrics" : "--port"),
            failure);
      }
      if (cause instanceof java.net.BindException) {
        return new StartException(
            "cannot listen on %s port %d: %s"
                .formatted(binding.address(), binding.port(), cause.getMessage()),
            failure);
      }
    }
    return failure;
  }
}
