@NullMarked
package offprint.papers.validatedinference;

import org.jspecify.annotations.NullMarked;
