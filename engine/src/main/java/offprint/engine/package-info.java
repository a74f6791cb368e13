/**
 * Finds methods, reads their parameters, runs them, judges their claims and renders their reports.
 */
@NullMarked
package offprint.engine;

import org.jspecify.annotations.NullMarked;
