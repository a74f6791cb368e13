@NullMarked
package offprint.papers.srrw;

import org.jspecify.annotations.NullMarked;
