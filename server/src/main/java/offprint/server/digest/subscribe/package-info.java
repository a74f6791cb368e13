/** The pages on which readers ask for mail, confirm, change and leave it. */
@NullMarked
package offprint.server.digest.subscribe;

import org.jspecify.annotations.NullMarked;
