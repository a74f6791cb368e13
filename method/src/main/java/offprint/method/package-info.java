/**
 * The contract an author writes against. One paper is one package of {@link
 * offprint.method.Method}s; everything else in Offprint (command line, web form, REST, reports,
 * docs) is derived from what a method declares here.
 */
@NullMarked
package offprint.method;

import org.jspecify.annotations.NullMarked;
