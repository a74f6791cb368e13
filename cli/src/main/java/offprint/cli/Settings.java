package offprint.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import offprint.server.operation.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Values of options that are not given on the command line: {@code --run-memory} from the variable
 * OFFPRINT_RUN_MEMORY, else from the line {@code run-memory = 4096} of the file that
 * OFFPRINT_SETTINGS names.
 */
final class Settings implements IDefaultValueProvider {
  private static final String FILE = "OFFPRINT_SETTINGS";

  /** Variables that are never options, because other users can read a command line. */
  private static final List<String> ONLY_VARIABLES =
      List.of("OFFPRINT_SMTP_PASSWORD", "OFFPRINT_OIDC_SECRET");

  private final Map<String, String> environment;
  private final Properties file;
  private final Set<String> names;

  private Settings(Map<String, String> environment, Properties file, Set<String> names) {
    this.environment = environment;
    this.file = file;
    this.names = names;
  }

  /**
   * @param command {@code serve}: its options are the settings, also for other commands that have
   *     some of them
   * @throws IllegalArgumentException if the file cannot be read, or holds a name that is no setting
   */
  static Settings of(Map<String, String> environment, CommandSpec command) {
    Properties properties = new Properties();
    String file = environment.getOrDefault(FILE, "").strip();
    if (!file.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException _) {
        throw new IllegalArgumentException(
            "the settings file %s that %s names cannot be read".formatted(file, FILE));
      }
      for (String name : new TreeSet<>(properties.stringPropertyNames())) {
        if (!command.optionsMap().containsKey("--" + name)) {
          throw new IllegalArgumentException(
              "the settings file %s names '%s': there is no such setting".formatted(file, name));
        }
      }
    }
    return new Settings(environment, properties, Set.copyOf(command.optionsMap().keySet()));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !names.contains(option.longestName())) {
      return null;
    }
    String set = environment.getOrDefault(variable(name(option)), "").strip();
    if (!set.isEmpty()) {
      return set;
    }
    String written = file.getProperty(name(option), "").strip();
    return written.isEmpty() ? null : written;
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  private static String variable(String name) {
    return "OFFPRINT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Lists the settings of a command and where each value came from. */
  List<Setting> list(ParseResult parsed) {
    List<Setting> settings = new ArrayList<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      String name = name(option);
      if (option.hidden() || option.usageHelp() || option.versionHelp()) {
        continue;
      }
      settings.add(new Setting(name, written(option.getValue()), source(parsed, option)));
    }
    for (String variable : ONLY_VARIABLES) {
      settings.add(
          new Setting(
              variable,
              environment.getOrDefault(variable, ""),
              environment.containsKey(variable) ? "environment" : "default"));
    }
    return settings;
  }

  /** Formats a value as a user would type it. */
  private static String written(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case List<?> values -> String.join(" ", values.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }

  private String source(ParseResult parsed, OptionSpec option) {
    if (parsed.hasMatchedOption(option)) {
      return "argument";
    }
    if (!environment.getOrDefault(variable(name(option)), "").isBlank()) {
      return "environment";
    }
    return file.getProperty(name(option), "").isBlank() ? "default" : "file";
  }
}
