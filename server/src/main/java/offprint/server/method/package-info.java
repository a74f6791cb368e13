/** Runnable methods: the catalogue as pages and REST show it. */
@ApplicationModule(displayName = "method")
@NullMarked
package offprint.server.method;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
