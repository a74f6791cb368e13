/** What whoever runs an installation looks at: health, figures for Prometheus, settings. */
@ApplicationModule(displayName = "operation")
@NullMarked
package offprint.server.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
