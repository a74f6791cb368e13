/** The command line, and the program's entry point. */
@NullMarked
package offprint.cli;

import org.jspecify.annotations.NullMarked;
