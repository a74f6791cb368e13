package offprint.papers.spatiotemporalentropy;

import org.jspecify.annotations.Nullable;

/**
 * A training example.
 *
 * @param before latents of the previous frame; null if the frame is coded by itself
 */
record Example(Latents y, @Nullable Latents before, int quality) {}
