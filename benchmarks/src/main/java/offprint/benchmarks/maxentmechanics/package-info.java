/** Races of the maximum-entropy dual. */
@NullMarked
package offprint.benchmarks.maxentmechanics;

import org.jspecify.annotations.NullMarked;
