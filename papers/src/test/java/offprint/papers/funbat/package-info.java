@NullMarked
package offprint.papers.funbat;

import org.jspecify.annotations.NullMarked;
