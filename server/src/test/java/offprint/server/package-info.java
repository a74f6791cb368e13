/** Tests against a real server on loopback, a real data folder and real child processes. */
@NullMarked
package offprint.server;

import org.jspecify.annotations.NullMarked;
