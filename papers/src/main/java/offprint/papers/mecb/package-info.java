/**
 * Minimum entropy coupling with bottleneck: M. R. Ebrahimi, J. Chen, A. Khisti, "Minimum Entropy
 * Coupling with Bottleneck", NeurIPS 2024, arXiv 2410.21666. What is run, what is left out and how
 * the claims fare is in {@code paper.md}. Entropies are in bits.
 */
@NullMarked
package offprint.papers.mecb;

import org.jspecify.annotations.NullMarked;
