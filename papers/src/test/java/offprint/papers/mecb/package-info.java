@NullMarked
package offprint.papers.mecb;

import org.jspecify.annotations.NullMarked;
