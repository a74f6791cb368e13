/** Runs as the current viewer may see them. */
@NullMarked
package offprint.server.run.view;

import org.jspecify.annotations.NullMarked;
