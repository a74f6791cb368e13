/**
 * Yahan Li, Tingyu Xia, Yuan Wu, Yi Chang. Large Language Model Evaluation via Matrix Nuclear-Norm.
 * Findings of EMNLP 2025, arXiv 2410.10672.
 *
 * <pre>
 * text ─model─▶ R [N, d] ─centre columns, norm rows─▶ X,  ‖X‖² = N
 *                                                     │
 *                 c_j = ‖column j‖                    ├─▶ MNN = sum of the D = min(N, d) largest c_j
 *                 structureless: c_j = √(N/d)         ├─▶ iso = D √(N/d)
 *                 σ = singular values                 └─▶ nuclear norm = Σ σ,  entropy of σ²/N over ln d
 * </pre>
 */
@NullMarked
package offprint.papers.matrixnuclearnorm;

import org.jspecify.annotations.NullMarked;
