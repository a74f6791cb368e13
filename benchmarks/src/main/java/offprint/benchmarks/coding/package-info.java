/** Races of the coder of both codecs. */
@NullMarked
package offprint.benchmarks.coding;

import org.jspecify.annotations.NullMarked;
