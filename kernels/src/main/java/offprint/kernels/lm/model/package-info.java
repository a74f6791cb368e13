/**
 * The transformer: forward passes over checkpoint or given weights, with hooks on every activation,
 * and the key-value cache.
 */
@NullMarked
package offprint.kernels.lm.model;

import org.jspecify.annotations.NullMarked;
