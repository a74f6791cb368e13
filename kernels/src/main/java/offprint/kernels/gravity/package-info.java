/**
 * Gravitational waves of massive black-hole binaries as LISA measures them: the frequency-domain
 * waveform, the response of three moving spacecraft and the noise.
 *
 * <p>Frequencies are in hertz, times in seconds, angles in radians; masses are redshifted and enter
 * as times, distances as light travel times.
 */
@NullMarked
package offprint.kernels.gravity;

import org.jspecify.annotations.NullMarked;
