/** What a reader asked, read from the text of the search field. */
@NullMarked
package offprint.server.search.query;

import org.jspecify.annotations.NullMarked;
