/** The site: pages and REST over one data folder. */
@NullMarked
package offprint.server;

import org.jspecify.annotations.NullMarked;
