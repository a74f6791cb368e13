@NullMarked
package offprint.papers.mcmcbridge;

import org.jspecify.annotations.NullMarked;
