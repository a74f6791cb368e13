@NullMarked
package offprint.server.backup;

import org.jspecify.annotations.NullMarked;
