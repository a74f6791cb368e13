/**
 * A. Ścibior, O. Kammar, M. Vákár, S. Staton, H. Yang, Y. Cai, K. Ostermann, S. Moss, C. Heunen, Z.
 * Ghahramani, "Denotational Validation of Higher-Order Bayesian Inference", POPL 2018, arXiv
 * 1711.03219.
 *
 * <pre>
 * model text ──▶ program: draws and scores ──┬──▶ pipeline of parts, in floating point ──▶ posterior
 *                                            └──▶ the same parts, in fractions ──▶ law of what they
 *                                                 return ══ meaning of the program? ──▶ certificate
 * </pre>
 */
@NullMarked
package offprint.papers.validatedinference;

import org.jspecify.annotations.NullMarked;
