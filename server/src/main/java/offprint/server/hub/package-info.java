/**
 * The Hugging Face papers API over our papers: same addresses, parameters, shapes and errors, so
 * that its clients work unchanged.
 */
@ApplicationModule(displayName = "hub")
@NullMarked
package offprint.server.hub;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
