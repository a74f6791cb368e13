/**
 * Parts of which Bayesian inference is composed: resamplers, moves, pipelines. They are written
 * once, over any arithmetic and any source of chance: the same object samples in floating point and
 * is checked in fractions (arXiv 1711.03219).
 */
@NullMarked
package offprint.kernels.inference.part;

import org.jspecify.annotations.NullMarked;
