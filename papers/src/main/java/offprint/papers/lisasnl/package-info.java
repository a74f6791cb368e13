/**
 * I. Martín Vílchez, C. F. Sopuerta, "Efficient Massive Black Hole Binary parameter estimation for
 * LISA using Sequential Neural Likelihood", arXiv 2406.00565; the method after G. Papamakarios, D.
 * Sterratt, I. Murray, "Sequential Neural Likelihood", AISTATS 2019, arXiv 1805.07226.
 */
@NullMarked
package offprint.papers.lisasnl;

import org.jspecify.annotations.NullMarked;
