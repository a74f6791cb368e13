/** Titles and abstracts as authors write them: LaTeX, addresses, paragraphs. */
@ApplicationModule(displayName = "prose")
@NullMarked
package offprint.server.prose;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
