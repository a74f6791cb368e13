package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import offprint.server.operation.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsTest {
  @TempDir Path folder;

  private static Map<String, Setting> read(Map<String, String> environment, String... args) {
    CommandLine line = new CommandLine(new Serve());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Settings settings = Settings.of(environment, line.getCommandSpec());
    line.setDefaultValueProvider(settings);
    Map<String, Setting> byName = new HashMap<>();
    settings.list(line.parseArgs(args)).forEach(setting -> byName.put(setting.name(), setting));
    return byName;
  }

  @Test
  void anArgumentGoesBeforeAVariableBeforeAFileBeforeTheDefault() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "port = 1\nruns = 3\nrun-memory: 999\n");
    Map<String, Setting> settings =
        read(
            Map.of(
                "OFFPRINT_SETTINGS", file.toString(), "OFFPRINT_PORT", "2", "OFFPRINT_RUNS", "4"),
            "--port",
            "5");
    assertThat(settings.get("port")).isEqualTo(new Setting("port", "5", "argument"));
    assertThat(settings.get("runs")).isEqualTo(new Setting("runs", "4", "environment"));
    assertThat(settings.get("run-memory")).isEqualTo(new Setting("run-memory", "999", "file"));
    assertThat(settings.get("run-minutes")).isEqualTo(new Setting("run-minutes", "30", "default"));
    assertThat(settings.get("OFFPRINT_SMTP_PASSWORD").value()).isEmpty();
    assertThat(settings.get("joining").value()).isEqualTo("invitation");
    assertThat(settings.get("ingest").value()).isEmpty();
  }

  @Test
  void otherCommandsReadTheSettingsThatTheyHave() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "smtp = mail:25\nrun-memory = 999\n");
    CommandLine digest = new CommandLine(new MailDigest());
    digest.setDefaultValueProvider(
        Settings.of(
            Map.of(
                "OFFPRINT_SETTINGS",
                file.toString(),
                "OFFPRINT_MAIL_FROM",
                "a@example.org",
                "OFFPRINT_PREVIEW",
                "/tmp/x"),
            new CommandLine(new Serve()).getCommandSpec()));
    digest.parseArgs("--weekly");
    var options = digest.getCommandSpec().optionsMap();
    assertThat(options.get("--smtp").<Object>getValue()).isEqualTo("mail:25");
    assertThat(options.get("--mail-from").<Object>getValue()).isEqualTo("a@example.org");
    assertThat(options.get("--preview").<Object>getValue()).isNull();
  }

  @Test
  void aPasswordIsNotShown() {
    Map<String, Setting> settings =
        read(
            Map.of(
                "OFFPRINT_SMTP_PASSWORD",
                "hunter2",
                "OFFPRINT_DATABASE",
                "jdbc:postgresql://db/o?user=o&password=hunter2"));
    assertThat(settings.values().toString()).doesNotContain("hunter2");
    assertThat(settings.get("OFFPRINT_SMTP_PASSWORD").source()).isEqualTo("environment");
  }

  @Test
  void aFileThatIsMissingOrNamesNoSettingIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "prt = 1\n");
    assertThatThrownBy(() -> read(Map.of("OFFPRINT_SETTINGS", file.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the settings file %s names 'prt': there is no such setting", file);
    assertThatThrownBy(() -> read(Map.of("OFFPRINT_SETTINGS", "/nowhere")))
        .hasMessage("the settings file /nowhere that OFFPRINT_SETTINGS names cannot be read");
  }
}
