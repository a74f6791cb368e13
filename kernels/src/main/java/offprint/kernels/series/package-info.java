/**
 * Forecasting of time series: reading, regularity of the time steps, scaling, windows, seasons and
 * calendar features; baselines from the last value to exponential smoothing, the Theta method and a
 * linear map; errors and conformal prediction intervals.
 */
@NullMarked
package offprint.kernels.series;

import org.jspecify.annotations.NullMarked;
