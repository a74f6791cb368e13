@NullMarked
package offprint.papers;

import org.jspecify.annotations.NullMarked;
