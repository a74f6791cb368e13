/**
 * Pictures of 8 bits a sample and how they are compared: reading and writing ({@link
 * offprint.kernels.image.BitmapReader}, {@link offprint.kernels.image.BitmapWriter}), distortion
 * ({@link offprint.kernels.image.Distortion}, {@link offprint.kernels.image.StructuralSimilarity}),
 * rate–distortion curves ({@link offprint.kernels.image.BjontegaardRate}) and a classic codec to
 * stand beside ({@link offprint.kernels.image.JpegCodec}).
 */
@NullMarked
package offprint.kernels.image;

import org.jspecify.annotations.NullMarked;
