package offprint.papers.spatiotemporalentropy;

/**
 * A trained codec as encoder and decoder run it.
 *
 * @param fingerprint the first 4 bytes of the model file's SHA-256, in hex
 */
record Model(
    Sizes sizes, Transform transform, EntropyModel intra, EntropyModel video, String fingerprint) {}
