package offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Properties recorded by the build: versions of Offprint and of its libraries. */
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

  /** A property; "unknown" if the build had no value for it, as without git. */
  static String property(String name) {
    String value = PROPERTIES.getProperty(name, "");
    return value.isEmpty() || value.startsWith("$") ? "unknown" : value;
  }
}
