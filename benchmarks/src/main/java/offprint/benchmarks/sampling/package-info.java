/** Speed of chains, gradients of formulas, diagnostics and light paths. */
@NullMarked
package offprint.benchmarks.sampling;

import org.jspecify.annotations.NullMarked;
