/**
 * Gaussian processes of Matérn covariance: on a line as state-space models, filtered and smoothed
 * at a cost linear in the places; in several dimensions by the dense covariance matrix, for few
 * rows and for checks.
 */
@NullMarked
package offprint.kernels.gp;

import org.jspecify.annotations.NullMarked;
