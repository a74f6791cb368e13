@NullMarked
package offprint.server.digest;

import org.jspecify.annotations.NullMarked;
