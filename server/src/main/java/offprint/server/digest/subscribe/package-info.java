/** Pages to subscribe, confirm, change and unsubscribe. */
@NullMarked
package offprint.server.digest.subscribe;

import org.jspecify.annotations.NullMarked;
