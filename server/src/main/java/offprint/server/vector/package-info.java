/** Sentence vectors: the model, and one vector for each paper, made in the background. */
@ApplicationModule(displayName = "vector")
@NullMarked
package offprint.server.vector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
