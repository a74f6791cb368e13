/** Speed of the walks and of the token training. */
@NullMarked
package offprint.benchmarks.srrw;

import org.jspecify.annotations.NullMarked;
