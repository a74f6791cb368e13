/** People: their public pages and their claims of authorship. */
@ApplicationModule(displayName = "people")
@NullMarked
package offprint.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
