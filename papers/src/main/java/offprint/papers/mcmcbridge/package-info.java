/**
 * G. Singh, W. Jakob, "MCMC: Bridging Rendering, Optimization and Generative AI", course notes,
 * SIGGRAPH Asia 2024, arXiv 2510.09078.
 */
@NullMarked
package offprint.papers.mcmcbridge;

import org.jspecify.annotations.NullMarked;
