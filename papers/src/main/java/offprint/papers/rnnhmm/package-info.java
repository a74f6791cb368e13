/**
 * Elia Torre, Michele Viscione, Lucas Pompe, Benjamin F. Grewe, Valerio Mante. Mechanistic
 * Interpretability of RNNs emulating Hidden Markov Models. NeurIPS 2025, arXiv 2510.25674.
 *
 * <pre>
 * x_t ~ N(0, I) ──U──▶ h_t = relu(U x_t + W h_{t−1}) ──V──▶ logits ──+ Gumbel, argmax──▶ o_t
 *                       │  ▲
 *                       └─W┘
 * loss: Sinkhorn divergence of a batch of (o_1 … o_L) to a batch of the process
 * </pre>
 */
@NullMarked
package offprint.papers.rnnhmm;

import org.jspecify.annotations.NullMarked;
