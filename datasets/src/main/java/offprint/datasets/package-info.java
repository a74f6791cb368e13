/**
 * Real example data, each in a folder of its own with a README that states origin, licence and
 * sha256.
 */
@NullMarked
package offprint.datasets;

import org.jspecify.annotations.NullMarked;
