/**
 * Shikai Fang, Xin Yu, Zheng Wang, Shibo Li, Robert M. Kirby, Shandian Zhe: "Functional Bayesian
 * Tucker Decomposition for Continuous-indexed Tensor Data", ICLR 2024, arXiv 2311.04829.
 *
 * <p>Throughout, y_n = w' (u^1(i_n1) x ... x u^K(i_nK)) + noise: K modes with a real index each, R
 * functions a mode, a core w; z_n is the Kronecker product, first mode slowest. Symmetric R x R
 * matrices are kept as their S = R (R + 1) / 2 pairs.
 */
@NullMarked
package offprint.papers.funbat;

import org.jspecify.annotations.NullMarked;
