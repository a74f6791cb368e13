@NullMarked
package offprint.papers.perfectreconstruction;

import org.jspecify.annotations.NullMarked;
