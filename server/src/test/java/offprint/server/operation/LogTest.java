package offprint.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import offprint.engine.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogTest {
  /** A line as the configuration of the server writes it. */
  private static String line(String form) throws Exception {
    LoggerContext context = new LoggerContext();
    context.putProperty("OFFPRINT_LOG", form);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try (InputStream file = LogTest.class.getResourceAsStream("/logback.xml")) {
      configurator.doConfigure(Objects.requireNonNull(file));
    }
    Logger logger = context.getLogger("offprint.server.digest.Postman");
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");
    Throwable failure = new IllegalStateException("the reason");
    return new String(
        appender
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "", logger, Level.WARN, "mail {} \"waits\"\nhere", failure, new Object[] {7})),
        StandardCharsets.UTF_8);
  }

  @Test
  void aLineOfJsonHasItsPartsAndIsOneLine() throws Exception {
    String line = line("json");
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode json = Json.MAPPER.readTree(line);
    assertThat(json.path("level").asString()).isEqualTo("WARN");
    assertThat(json.path("loggerName").asString()).isEqualTo("offprint.server.digest.Postman");
    assertThat(json.path("formattedMessage").asString()).isEqualTo("mail 7 \"waits\"\nhere");
    assertThat(json.at("/throwable/message").asString()).isEqualTo("the reason");
    assertThat(json.path("timestamp").asLong()).isPositive();
  }

  @Test
  void textIsTheDefaultForm() throws Exception {
    assertThat(line("text")).contains("WARN  Postman: mail 7 \"waits\"", "the reason");
  }
}
