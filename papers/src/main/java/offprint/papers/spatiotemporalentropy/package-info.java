/**
 * Spatiotemporal Entropy Model is All You Need for Learned Video Compression, Zhenhong Sun, Zhiyu
 * Tan, Xiuyu Sun, Fangyi Zhang, Dongyang Li, Yichen Qian, Hao Li, arXiv:2104.06083, 2021.
 *
 * <p>Every frame is coded as a picture by one transform; only the probability model looks back, at
 * the latents of the frame before, and around, at the latents decoded already. There is no motion
 * search, and no error of one frame reaches the pixels of another.
 *
 * <pre>
 * frame → {@code Transform} → integers y ─→ {@code LatentCoder} → bytes
 *                                             ↑ mean and scale of each value:
 *     y of the frame before → temporal prior ─┤   {@code PriorNetwork} (convolutions)
 *     checkerboard anchors → spatial prior ───┤   + {@code Surroundings}, {@code LinearPrior}
 *     y, y before → z → hyperprior ───────────┘     (log-magnitudes of decoded neighbours)
 * </pre>
 *
 * The transform is of cosines, with a {@code TransformNetwork} beside them or in their place where
 * one was trained. Around is a checkerboard or a serial scan ({@code Pass}); a value has one
 * Gaussian or a {@code Mixture}. {@code Trainer} leads the stages of training through a {@code
 * Course}.
 */
@NullMarked
package offprint.papers.spatiotemporalentropy;

import org.jspecify.annotations.NullMarked;
