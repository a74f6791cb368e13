/**
 * Foundation Inference Models for Markov Jump Processes (Berghaus, Cvejoski, Seifner, Ojeda and
 * Sánchez 2024, arXiv 2406.06419): one network, trained once on simulated processes, reads the rate
 * matrix of a jump process off noisy, sparse paths.
 */
@NullMarked
package offprint.papers.fimmjp;

import org.jspecify.annotations.NullMarked;
