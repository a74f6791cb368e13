/**
 * J. Hu, V. Doshi, D. Y. Eun, "Accelerating Distributed Stochastic Optimization via Self-Repellent
 * Random Walks", ICLR 2024, arXiv 2401.09665; with the walk of "Self-Repellent Random Walks on
 * General Graphs", ICML 2023, arXiv 2305.05097.
 */
@NullMarked
package offprint.papers.srrw;

import org.jspecify.annotations.NullMarked;
