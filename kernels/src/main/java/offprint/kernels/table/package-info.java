/** Reading tables of text and numbers, with errors that name row and column. */
@NullMarked
package offprint.kernels.table;

import org.jspecify.annotations.NullMarked;
