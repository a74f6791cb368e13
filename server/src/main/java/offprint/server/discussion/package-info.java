/** Votes and comments on papers. */
@ApplicationModule(displayName = "discussion")
@NullMarked
package offprint.server.discussion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
