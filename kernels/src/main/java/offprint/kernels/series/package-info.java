/**
 * Time series: reading them, cutting them into windows, scaling, seasons, calendar, errors of
 * forecasts, and the simple forecasts that a learned one has to beat.
 */
@NullMarked
package offprint.kernels.series;

import org.jspecify.annotations.NullMarked;
