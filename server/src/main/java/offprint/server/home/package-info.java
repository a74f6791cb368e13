/** The data folder: its layout, its lock and its database. */
@ApplicationModule(displayName = "home")
@NullMarked
package offprint.server.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
