/**
 * Convex problems and their duals: damped and proximal Newton, log-partition functions,
 * distributions of maximum entropy, and the linear program that says whether a point lies in a
 * convex hull.
 */
@NullMarked
package offprint.kernels.convex;

import org.jspecify.annotations.NullMarked;
