package offprint.server.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The papers of one page.
 *
 * @param first cursor of the first paper if others precede it, else null
 * @param last cursor of the last paper if others follow it, else null
 * @param total of all pages
 */
public record PageSlice(
    List<Long> papers, @Nullable Cursor first, @Nullable Cursor last, long total) {}
