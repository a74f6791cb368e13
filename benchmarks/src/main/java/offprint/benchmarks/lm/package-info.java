/** Speed and agreement of language models, for benchmarks/lm/race.py. */
@NullMarked
package offprint.benchmarks.lm;

import org.jspecify.annotations.NullMarked;
