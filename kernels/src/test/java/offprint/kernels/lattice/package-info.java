@NullMarked
package offprint.kernels.lattice;

import org.jspecify.annotations.NullMarked;
