/** The morning mail: who gets it, what is in it, and how it is sent once. */
@ApplicationModule(displayName = "digest")
@NullMarked
package offprint.server.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
