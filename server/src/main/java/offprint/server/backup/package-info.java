/**
 * One file that holds an installation, and an installation from such a file.
 *
 * <p>The file is a ZIP archive:
 *
 * <pre>
 * tables/NAME.jsonl   a line with the columns' names, then a line for each row, in the order of its
 *                     key: [1, "text", null, {"base64": "…"}]; true is 1, an instant is
 *                     milliseconds
 * files/runs/N/…      of the runs that were over
 * files/uploads/…
 * manifest.json       {@link Manifest}: written last, so a file without it is not whole
 * </pre>
 */
@ApplicationModule(displayName = "backup")
@NullMarked
package offprint.server.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
