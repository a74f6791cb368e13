/** Runs: rows, queue, child processes, live events, pages. */
@ApplicationModule(displayName = "run")
@NullMarked
package offprint.server.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
