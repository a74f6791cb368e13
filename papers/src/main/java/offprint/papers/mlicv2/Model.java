package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;

/**
 * All that coding and decoding need.
 *
 * @param priors tables of z's channels
 * @param fingerprint first 8 bytes of the model file's SHA-256, in hex
 * @param enhanced whether decoded pictures are corrected
 * @param skipping whether it can tell which elements need not be coded
 */
record Model(
    Architecture architecture,
    PictureTransform transform,
    List<FrequencyTable> priors,
    StrictWeights weights,
    boolean enhanced,
    boolean skipping,
    String fingerprint) {

  StrictEngine engine() {
    return new StrictEngine(weights);
  }
}
