/** Operation of an installation: health, metrics for Prometheus, settings. */
@ApplicationModule(displayName = "operation")
@NullMarked
package offprint.server.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
