/** Races of arphmm's kernels. */
@NullMarked
package offprint.benchmarks.arphmm;

import org.jspecify.annotations.NullMarked;
