package offprint.papers.fimmjp;

/**
 * What a network says about a process.
 *
 * @param states n
 * @param rate [n * n], per unit of time; the diagonal is 0
 * @param sd standard deviation of each rate [n * n]
 * @param link probability that the rate is not 0 [n * n]; empty where the network does not say
 * @param initial law of the first state [n]
 * @param epsilon share of misread readings; NaN where the network does not say
 */
record Estimate(
    int states, double[] rate, double[] sd, double[] link, double[] initial, double epsilon) {}
