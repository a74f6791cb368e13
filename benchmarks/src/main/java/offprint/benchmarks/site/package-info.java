/** The site under load, seen from outside. */
@NullMarked
package offprint.benchmarks.site;

import org.jspecify.annotations.NullMarked;
