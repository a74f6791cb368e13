package offprint.server.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The papers of one page.
 *
 * @param first place of the first paper where others stand before it, else null
 * @param last place of the last paper where others stand after it, else null
 * @param total of all pages
 */
public record PageSlice(
    List<Long> papers, @Nullable Cursor first, @Nullable Cursor last, long total) {}
