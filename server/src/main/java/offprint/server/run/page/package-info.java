/** Pages and REST interface of runs that exist. */
@NullMarked
package offprint.server.run.page;

import org.jspecify.annotations.NullMarked;
