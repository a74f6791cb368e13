/** The Lucene index of papers: how documents are analysed, kept up to date and checked. */
@NullMarked
package offprint.server.search.index;

import org.jspecify.annotations.NullMarked;
