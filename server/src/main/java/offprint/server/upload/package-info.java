/** Uploaded files. */
@ApplicationModule(displayName = "upload")
@NullMarked
package offprint.server.upload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
