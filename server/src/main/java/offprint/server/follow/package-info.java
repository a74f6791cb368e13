/** Following authors, topics, searches and papers; notices, and how somebody wants them. */
@ApplicationModule(displayName = "follow")
@NullMarked
package offprint.server.follow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
