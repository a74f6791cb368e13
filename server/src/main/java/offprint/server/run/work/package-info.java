/** Runs as rows and as child processes: queue, leases, limits, events and reports. */
@NullMarked
package offprint.server.run.work;

import org.jspecify.annotations.NullMarked;
