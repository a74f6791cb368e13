@NullMarked
package offprint.kernels.markov;

import org.jspecify.annotations.NullMarked;
