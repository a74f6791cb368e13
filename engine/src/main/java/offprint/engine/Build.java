package offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down: versions of Offprint and of the parts it names at run time. */
final class Build {
  private static final Properties PROPERTIES = load();

  private Build() {}

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** The value, "unknown" where the build could not tell (no git, no value). */
  static String property(String name) {
    String value = PROPERTIES.getProperty(name, "");
    return value.isEmpty() || value.startsWith("$") ? "unknown" : value;
  }
}
