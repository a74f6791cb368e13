/** Lists of papers that accounts put together: private, shared by link, public. */
@ApplicationModule(displayName = "collection")
@NullMarked
package offprint.server.collection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
