/**
 * I. Delsol, O. Rioul, J. Béguinot, V. Rabiet and A. Souloumiac, "An Information Theoretic
 * Condition for Perfect Reconstruction", Entropy 26(1), 86, 2024 (arXiv 2306.15540): when functions
 * of a finite variable determine it, seen in Shannon's lattice of information.
 */
@NullMarked
package offprint.papers.perfectreconstruction;

import org.jspecify.annotations.NullMarked;
