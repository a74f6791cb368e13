package offprint.papers.spatiotemporalentropy;

import org.jspecify.annotations.Nullable;

/**
 * Latents to learn from.
 *
 * @param before null where the frame is to be coded by itself
 */
record Example(Latents y, @Nullable Latents before, int quality) {}
