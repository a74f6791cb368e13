/**
 * The morning mail: subscriptions, selection of papers, delivery exactly once as far as SMTP
 * allows.
 */
@ApplicationModule(displayName = "digest")
@NullMarked
package offprint.server.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
