@NullMarked
package offprint.papers.arphmm;

import org.jspecify.annotations.NullMarked;
