@NullMarked
package offprint.server.operation;

import org.jspecify.annotations.NullMarked;
