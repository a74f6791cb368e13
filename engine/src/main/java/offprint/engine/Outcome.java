package offprint.engine;

import java.util.List;
import offprint.method.Report;

/**
 * Everything a finished run leaves: where it came from, what it says, what it means for the claims,
 * its files.
 */
public record Outcome(
    Manifest manifest, Report report, List<Verdict> verdicts, List<Artifact> artifacts) {}
