/** The description of the REST interface. */
@ApplicationModule(displayName = "api")
@NullMarked
package offprint.server.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
