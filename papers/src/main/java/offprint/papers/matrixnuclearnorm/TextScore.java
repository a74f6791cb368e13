package offprint.papers.matrixnuclearnorm;

/**
 * A text as a model sees it.
 *
 * @param name of the text
 * @param loss mean negative log-likelihood, nats per token
 * @param seconds spent on the forward pass, on MNN and on the exact measures
 */
record TextScore(String name, Measures measures, double loss, double[] seconds) {}
