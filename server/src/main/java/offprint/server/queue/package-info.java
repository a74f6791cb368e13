/** Durable background tasks: db-scheduler on both databases. */
@ApplicationModule(displayName = "queue")
@NullMarked
package offprint.server.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
