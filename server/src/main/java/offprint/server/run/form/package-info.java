/** The form where a method is run: fields, choices of data and submission. */
@NullMarked
package offprint.server.run.form;

import org.jspecify.annotations.NullMarked;
