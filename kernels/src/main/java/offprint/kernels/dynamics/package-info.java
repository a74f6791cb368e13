/**
 * Dynamical systems: integrators, systems with known laws, and linear operators that are fitted to
 * recorded states (dynamic mode decomposition).
 */
@NullMarked
package offprint.kernels.dynamics;

import org.jspecify.annotations.NullMarked;
