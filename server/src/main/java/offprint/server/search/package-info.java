/**
 * Search over titles, abstracts, authors and keywords.
 *
 * <p>The index stands in the folder {@code cache/search} of the data folder and follows the
 * database; whatever happens to it, it is made again from there. One Lucene document a paper:
 *
 * <pre>
 * key       the paper's row number; term and doc value
 * digest    of all that is indexed of it; doc value
 * title     English words, stemmed, with positions
 * text      title, abstract and keywords, the same; positions and term vectors
 * exact     the same texts word by word, without stems, with positions
 * author    names, with positions
 * keyword   keywords, English words with positions
 * topic     folded keywords as terms; "folded LF as written" as doc values
 * has       "code", "method"
 * year      of publication; point and doc value
 * day       of publication since 1970; doc value
 * vector    sentence vector of length 1, a byte for a component
 * </pre>
 */
@ApplicationModule(displayName = "search")
@NullMarked
package offprint.server.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
