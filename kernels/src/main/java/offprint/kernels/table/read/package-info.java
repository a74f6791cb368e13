/**
 * Reading a table from whatever file people have.
 *
 * <p>{@link offprint.kernels.table.read.TableReader} goes through these steps: unpack (gzip, zip),
 * bring the text to UTF-8, find the dialect (delimiter, quote, escape) from a sample, find the
 * layout (preamble, header rows, width) from the sample's records, then read all records once.
 */
@NullMarked
package offprint.kernels.table.read;

import org.jspecify.annotations.NullMarked;
