/** Following authors, topics, searches and papers; notices and their delivery. */
@ApplicationModule(displayName = "follow")
@NullMarked
package offprint.server.follow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
