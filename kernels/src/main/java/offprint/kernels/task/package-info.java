/** What long computations share: progress reports and processor time. */
@NullMarked
package offprint.kernels.task;

import org.jspecify.annotations.NullMarked;
