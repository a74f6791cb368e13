/**
 * Jing Xiong, Jianghan Shen, Fanghua Ye, Chaofan Tao, Zhongwei Wan, Jianqiao Lu, Xun Wu, Chuanyang
 * Zheng, Zhijiang Guo, Min Yang, Lingpeng Kong, Ngai Wong. UNComp: Can Matrix Entropy Uncover
 * Sparsity? EMNLP 2025, arXiv 2410.03090.
 *
 * <pre>
 * texts ─model─▶ queries [N, m] of each head ─centre, norm rows─▶ X,  Σ = XᵀX/N,  s = eigenvalues
 *                H_k = −Σ_{i≤k} s_i ln s_i   erank_k = e^{H_k} ─▶ heads of a layer in M groups ─▶ budgets
 *
 * prompt ─model─▶ attention of the last w queries ─sum, max-pool─▶ score of each token
 *                 head: the w last and the (budget − w) best ─▶ cache of a length of its own
 * next token ───▶ append, shift the window, drop the worst outside the last w
 * </pre>
 */
@NullMarked
package offprint.papers.uncomp;

import org.jspecify.annotations.NullMarked;
