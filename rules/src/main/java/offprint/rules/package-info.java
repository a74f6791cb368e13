/** Rules about the code itself: of the source text as tests, of compiled classes to inherit. */
@NullMarked
package offprint.rules;

import org.jspecify.annotations.NullMarked;
