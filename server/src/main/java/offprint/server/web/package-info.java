/** What every page and answer shares: errors in words, security headers, assets. */
@ApplicationModule(displayName = "web")
@NullMarked
package offprint.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
