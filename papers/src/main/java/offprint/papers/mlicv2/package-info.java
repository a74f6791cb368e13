/**
 * Wei Jiang, Yongqi Zhai, Jiayu Yang, Feng Gao, Ronggang Wang. MLICv2: Enhanced Multi-Reference
 * Entropy Modeling for Learned Image Compression. ACM TOMM, arXiv 2504.19119.
 *
 * <pre>
 * picture ──KLT──▶ y ──hyper-analysis──▶ z ──round, factorised prior──▶ bytes
 *                  │                      └──hyper-synthesis──▶ u, h
 *                  │   slice k = 0 … K−1:
 *                  │     anchors:      (μ, t) = f(u, h, slices 0 … k−1)
 *                  │     the others:   (μ, t) = f(u, h, slices 0 … k−1, anchors of slice k)
 *                  └──▶ q = round(y − μ) ──Gaussian table t──▶ bytes;   ŷ = q + μ
 * ŷ ──KLT backwards──▶ x ──enhancement──▶ picture
 * </pre>
 */
@NullMarked
package offprint.papers.mlicv2;

import org.jspecify.annotations.NullMarked;
