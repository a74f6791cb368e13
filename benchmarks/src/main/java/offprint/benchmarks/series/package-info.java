/** Classical forecasts beside statsmodels, for benchmarks/series/race.py. */
@NullMarked
package offprint.benchmarks.series;

import org.jspecify.annotations.NullMarked;
