/** Mail against servers of the test's own, well-behaved and stubborn. */
@NullMarked
package offprint.server.mail;

import org.jspecify.annotations.NullMarked;
