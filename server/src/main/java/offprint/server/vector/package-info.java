/** Sentence vectors: the model, and one vector per paper, computed in the background. */
@ApplicationModule(displayName = "vector")
@NullMarked
package offprint.server.vector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
