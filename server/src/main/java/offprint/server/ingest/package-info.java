/** Papers from elsewhere: single ones by arXiv id, arXiv categories, days of other servers. */
@ApplicationModule(displayName = "ingest")
@NullMarked
package offprint.server.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
