/** Undirected graphs: edge lists read as a stream, compressed sparse rows, components. */
@NullMarked
package offprint.kernels.graph;

import org.jspecify.annotations.NullMarked;
