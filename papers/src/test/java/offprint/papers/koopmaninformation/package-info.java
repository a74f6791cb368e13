@NullMarked
package offprint.papers.koopmaninformation;

import org.jspecify.annotations.NullMarked;
