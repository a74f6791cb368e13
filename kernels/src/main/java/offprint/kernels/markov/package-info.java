/** Finite Markov decision processes and their maximum-entropy control. */
@NullMarked
package offprint.kernels.markov;

import org.jspecify.annotations.NullMarked;
