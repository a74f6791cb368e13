/**
 * A reader's own formulas: parsed with errors that name the place, bound to variables and to the
 * columns of a table, evaluated with their gradient by reverse-mode differentiation.
 */
@NullMarked
package offprint.kernels.expression;

import org.jspecify.annotations.NullMarked;
