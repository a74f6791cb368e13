/** Lists of papers by day, week and month. */
@ApplicationModule(displayName = "feed")
@NullMarked
package offprint.server.feed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
