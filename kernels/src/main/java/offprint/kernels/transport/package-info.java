/** Transport between distributions: exact linear programs, entropic divergences of clouds. */
@NullMarked
package offprint.kernels.transport;

import org.jspecify.annotations.NullMarked;
