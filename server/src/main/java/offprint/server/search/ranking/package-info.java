/** What a query finds and in which order: words, vectors, topics and their fusion. */
@NullMarked
package offprint.server.search.ranking;

import org.jspecify.annotations.NullMarked;
