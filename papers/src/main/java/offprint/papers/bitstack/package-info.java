/**
 * Xinghao Wang, Pengyu Wang, Bo Wang, Dong Zhang, Yunhua Zhou, Xipeng Qiu. BitStack: Fine-Grained
 * Size Control for Compressed Large Language Models in Variable Memory Environments (later
 * "Any-Size Compression of Large Language Models …"). ICLR 2025, arXiv 2410.23918.
 *
 * <pre>
 * W [m, n] ──columns × s──▶ R_0 ─┬─ sign(R_i) ──────────────── 1 bit a weight ─┐
 *                                └─ |R_i| ≈ u_i v_i, rank k ── FP16 ───────────┴─▶ block i
 *                                   R_{i+1} = R_i − sign ⊙ (u_i v_i)
 * all first blocks │ second blocks, the ones that help most first │ third …      one file
 * ◀────────── any budget of bytes is a prefix ──────────▶
 * </pre>
 */
@NullMarked
package offprint.papers.bitstack;

import org.jspecify.annotations.NullMarked;
