/** Shared by all pages and answers: errors, security headers, admission control, assets. */
@ApplicationModule(displayName = "web")
@NullMarked
package offprint.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
