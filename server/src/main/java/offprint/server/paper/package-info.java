/** The papers and the days they were listed on: store, import, export, page. */
@ApplicationModule(displayName = "paper")
@NullMarked
package offprint.server.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
