/** Who readers are to each other: their pages, and which papers are theirs. */
@ApplicationModule(displayName = "people")
@NullMarked
package offprint.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
