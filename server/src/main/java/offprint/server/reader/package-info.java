/** What a reader without an account saves and hides, and the list that is made for them from it. */
@ApplicationModule(displayName = "reader")
@NullMarked
package offprint.server.reader;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
