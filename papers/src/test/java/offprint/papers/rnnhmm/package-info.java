@NullMarked
package offprint.papers.rnnhmm;

import org.jspecify.annotations.NullMarked;
