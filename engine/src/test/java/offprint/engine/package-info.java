@NullMarked
package offprint.engine;

import org.jspecify.annotations.NullMarked;
