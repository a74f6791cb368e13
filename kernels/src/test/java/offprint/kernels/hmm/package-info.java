@NullMarked
package offprint.kernels.hmm;

import org.jspecify.annotations.NullMarked;
