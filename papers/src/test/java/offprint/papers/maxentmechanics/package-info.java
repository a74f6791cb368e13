@NullMarked
package offprint.papers.maxentmechanics;

import org.jspecify.annotations.NullMarked;
