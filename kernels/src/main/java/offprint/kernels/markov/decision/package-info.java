/** Markov decision processes and their maximum-entropy control. */
@NullMarked
package offprint.kernels.markov.decision;

import org.jspecify.annotations.NullMarked;
