/** TimeMixer against the authors' PyTorch code; see {@code race.py}. */
@NullMarked
package offprint.benchmarks.timemixer;

import org.jspecify.annotations.NullMarked;
